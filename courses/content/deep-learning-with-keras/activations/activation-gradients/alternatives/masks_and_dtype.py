# Keeps float32, computes (1 - tanh)(1 + tanh), and marks the positive numbers in zeros.
import numpy as np


def floats(x):
    x = np.asarray(x)
    return x if x.dtype == np.float32 else x.astype(np.float64)


def sigmoid(x):
    x = floats(x)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def d_sigmoid(x):
    return sigmoid(x) - sigmoid(x) ** 2


def d_tanh(x):
    t = np.tanh(floats(x))
    return np.subtract(1, t) * np.add(1, t)


def d_relu(x):
    x = floats(x)
    slopes = np.zeros_like(x)
    slopes[x > 0] = 1
    return slopes
