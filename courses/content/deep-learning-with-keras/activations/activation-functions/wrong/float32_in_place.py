# fails: test_input_unchanged
# A float64 array is copied by astype; zeros are written into a float32 array of the caller.
import numpy as np


def _a(x):
    x = np.asarray(x)
    return x if x.dtype == np.float32 else x.astype(np.float64)


def linear(x):
    return _a(x)


def sigmoid(x):
    x = _a(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e)).astype(x.dtype)


def tanh(x):
    return np.tanh(_a(x))


def relu(x):
    x = _a(x)
    x[x < 0] = 0
    return x
