# fails: test_input_unchanged
# Writes the slopes into the array of the caller.
import numpy as np


def d_sigmoid(x):
    s = 0.5 * (1 + np.tanh(np.asarray(x) / 2))
    return s * (1 - s)


def d_tanh(x):
    return 1 - np.tanh(x) ** 2


def d_relu(x):
    x = np.asarray(x)
    if x.ndim == 0:
        return int(x > 0)
    x[x <= 0] = 0
    x[x > 0] = 1
    return x
