# fails: test_table[d_relu], test_central_differences[d_relu], test_corner, test_large[d_relu], test_shapes, test_numbers, test_input_unchanged
# An if on an array is an error.
import numpy as np


def d_sigmoid(x):
    s = 0.5 * (1 + np.tanh(np.asarray(x) / 2))
    return s * (1 - s)


def d_tanh(x):
    return 1 - np.tanh(x) ** 2


def d_relu(x):
    return 1 if x > 0 else 0
