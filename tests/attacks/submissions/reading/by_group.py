# tries: hide it in a group of exceptions
# forbids: ESCAPED
def label(s):
    raise ExceptionGroup(s, [ValueError(s), ExceptionGroup(s, [TypeError(s)])])
