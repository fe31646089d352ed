# fails: test_batch, test_columns, test_random[3x10], test_random[4x4], test_random[2x3x4], test_axis, test_shift, test_very_different_rows, test_lists_and_integers, test_float32
# Divides by the sum of the whole array.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum()
