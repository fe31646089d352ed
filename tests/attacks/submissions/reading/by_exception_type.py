# tries: raise an exception whose type is named after the hidden input
# forbids: ESCAPED
def label(s):
    raise type(s, (ValueError,), {'__module__': s, '__qualname__': s})(s)
