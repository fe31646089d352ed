import numpy as np


def as_floats(x):
    """Return x as an array of floats, keeping float32 and float64 as they are."""
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def linear(x):
    """Return x."""
    return as_floats(x)


def sigmoid(x):
    """Return 1 / (1 + e^-x), as a tanh that is stretched and moved: it never overflows."""
    return 0.5 * (1 + np.tanh(as_floats(x) / 2))


def tanh(x):
    """Return (e^x - e^-x) / (e^x + e^-x)."""
    return np.tanh(as_floats(x))


def relu(x):
    """Return max(0, x)."""
    return np.maximum(as_floats(x), 0)
