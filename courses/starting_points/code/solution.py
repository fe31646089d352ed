import numpy as np


def scale(x):
    """Return the numbers of x moved and stretched to 0 … 1."""
    x = np.asarray(x)
    low, high = x.min(), x.max()
    if low == high:
        raise ValueError("all numbers are the same")
    return (x - low) / (high - low)
