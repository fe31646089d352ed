# fails: test_table[d_tanh], test_central_differences[d_tanh], test_exact[d_tanh], test_large[d_tanh], test_shapes
# 1 - t in the place of 1 - t squared.
import numpy as np


def d_sigmoid(x):
    s = 0.5 * (1 + np.tanh(np.asarray(x) / 2))
    return s * (1 - s)


def d_tanh(x):
    return 1 - np.tanh(x)


def d_relu(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)
