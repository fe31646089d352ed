# tries: return an array whose shape, type and values are the hidden input
# forbids: ESCAPED
def label(s):
    import numpy as np
    return np.zeros([ord(c) % 7 + 1 for c in s[-6:]], dtype=[(s, float)])
