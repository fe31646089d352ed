# tries: hide it in an exception's notes, cause, context and arguments
# forbids: ESCAPED
def label(s):
    error = ValueError(s)
    error.add_note(s)
    error.__cause__ = KeyError(s)
    raise error from OSError(s, s, s)
