# fails: test_batch, test_random[3x10], test_random[4x4], test_random[2x3x4], test_shift, test_lists_and_integers, test_float32
# The default is the wrong axis.
import numpy as np


def softmax(z, axis=0):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
