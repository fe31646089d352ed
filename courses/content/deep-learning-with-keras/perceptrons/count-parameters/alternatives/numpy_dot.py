import numpy as np


def dense_parameters(sizes):
    """Returns a NumPy integer."""
    a = np.array(sizes, dtype=np.int64)
    if a.size < 2 or (a < 1).any():
        raise ValueError("bad sizes")
    return np.dot(a[:-1] + 1, a[1:])
