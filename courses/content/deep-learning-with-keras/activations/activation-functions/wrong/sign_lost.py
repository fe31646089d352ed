# fails: test_values[sigmoid], test_range[sigmoid], test_large[sigmoid]
# e^x in the place of e^-x.
import numpy as np


def as_floats(x):
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def linear(x):
    return as_floats(x)


def sigmoid(x):
    return 1 - 0.5 * (1 + np.tanh(as_floats(x) / 2))


def tanh(x):
    return np.tanh(as_floats(x))


def relu(x):
    return np.maximum(as_floats(x), 0)
