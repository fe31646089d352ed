# tries: raise an exception whose message is the hidden input
# forbids: ESCAPED
def label(s):
    raise ValueError(s)
