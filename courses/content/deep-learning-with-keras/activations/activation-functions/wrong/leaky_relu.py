# fails: test_values[relu], test_range[relu], test_large[relu]
# Lets a hundredth of every negative number through.
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
    return np.where(x > 0, x, x * x.dtype.type(0.01))
