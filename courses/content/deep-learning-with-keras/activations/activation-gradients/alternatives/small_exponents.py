# Exponentials of numbers that are never positive; both slopes are even functions.
import numpy as np


def d_sigmoid(x):
    e = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


def d_tanh(x):
    return 4 * d_sigmoid(2 * np.array(x, dtype=float))


def d_relu(x):
    return np.heaviside(x, 0)
