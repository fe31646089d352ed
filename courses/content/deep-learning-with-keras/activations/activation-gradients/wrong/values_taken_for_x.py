# fails: test_table[d_sigmoid], test_table[d_tanh], test_central_differences[d_sigmoid], test_central_differences[d_tanh], test_exact, test_large[d_sigmoid], test_large[d_tanh], test_shapes
# Takes x for the value of the function, as it is done inside of a training loop.
import numpy as np


def d_sigmoid(x):
    return np.asarray(x) * (1 - np.asarray(x))


def d_tanh(x):
    return 1 - np.asarray(x) ** 2


def d_relu(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)
