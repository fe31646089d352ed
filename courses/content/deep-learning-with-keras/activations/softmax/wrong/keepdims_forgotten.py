# fails: test_batch, test_random[3x10], test_random[4x4], test_random[2x3x4], test_axis[1], test_axis[2], test_axis[-1], test_axis[-2], test_shift, test_very_different_rows, test_lists_and_integers, test_float32
# Without keepdims the sums do not lie beside their rows.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis))
    return e / e.sum(axis=axis)
