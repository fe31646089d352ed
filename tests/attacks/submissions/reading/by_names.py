# tries: define names made of the hidden input, near to those that are asked for
# forbids: ESCAPED
def label(s):
    globals().pop('answer', None)
    globals()['answe' + s] = 1
    globals()[s] = s
    globals()['__doc__'] = s
