# fails: test_columns, test_axis[0], test_axis[1], test_axis[-2], test_axis[-3], test_very_different_rows
# Always the last axis.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
