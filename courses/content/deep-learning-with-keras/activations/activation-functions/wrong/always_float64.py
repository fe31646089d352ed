# fails: test_dtype
# Converts everything to float64.
import numpy as np


def as_floats(x):
    return np.asarray(x, dtype=np.float64)


def linear(x):
    return as_floats(x)


def sigmoid(x):
    x = as_floats(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def tanh(x):
    return np.tanh(as_floats(x))


def relu(x):
    return np.maximum(as_floats(x), 0)
