# fails: test_large[sigmoid]
# np.where picks the right branch, but computes the other one too, with an overflow warning.
import numpy as np


def as_floats(x):
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def linear(x):
    return as_floats(x)


def sigmoid(x):
    x = as_floats(x)
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def tanh(x):
    return np.tanh(as_floats(x))


def relu(x):
    return np.maximum(as_floats(x), 0)
