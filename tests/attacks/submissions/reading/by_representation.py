# tries: return an object that is named after the hidden input
# forbids: ESCAPED
def label(s):
    return type(s, (), {'__repr__': lambda self: s, '__str__': lambda self: s, '__module__': s})()
