# fails: test_numbers
# The comparison alone.
import numpy as np


def d_sigmoid(x):
    s = 0.5 * (1 + np.tanh(np.asarray(x) / 2))
    return s * (1 - s)


def d_tanh(x):
    return 1 - np.tanh(x) ** 2


def d_relu(x):
    return np.asarray(x) > 0
