# fails: test_input_unchanged
# Writes zeros into the array of the caller.
import numpy as np


def as_floats(x):
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def linear(x):
    return as_floats(x)


def sigmoid(x):
    x = as_floats(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def tanh(x):
    return np.tanh(as_floats(x))


def relu(x):
    x = as_floats(x)
    if x.ndim == 0:
        return max(float(x), 0.0)
    x[x < 0] = 0
    return x
