# Copies that are written into, and exponents that are clipped before they can overflow.
import numpy as np


def prepare(x):
    array = np.array(x)
    if array.dtype == np.float32:
        return array
    return array.astype(float)


def linear(x):
    return prepare(x)


def sigmoid(x):
    x = prepare(x)
    return np.reciprocal(np.exp(np.clip(-x, -80, 80)) + 1)


def tanh(x):
    x = prepare(x)
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)


def relu(x):
    x = prepare(x)
    return x * (x > 0)
