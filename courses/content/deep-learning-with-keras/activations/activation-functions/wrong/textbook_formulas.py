# fails: test_large[sigmoid], test_large[tanh]
# The formulas as they stand in the lesson: e^x overflows for large numbers.
import numpy as np


def as_floats(x):
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)


def linear(x):
    return as_floats(x)


def sigmoid(x):
    return 1 / (1 + np.exp(-as_floats(x)))


def tanh(x):
    x = as_floats(x)
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def relu(x):
    return np.maximum(as_floats(x), 0)
