# fails: test_large[d_sigmoid], test_large[d_tanh]
# The right formulas with exponentials that overflow.
import numpy as np


def d_sigmoid(x):
    e = np.exp(-np.asarray(x, dtype=float))
    return e / (1 + e) ** 2


def d_tanh(x):
    return 1 / np.cosh(x) ** 2


def d_relu(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)
