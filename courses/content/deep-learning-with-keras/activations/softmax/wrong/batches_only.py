# fails: test_example, test_columns, test_around_a_thousand, test_random[7], test_random[2x3x4], test_axis[0], test_axis[2], test_axis[-1], test_axis[-3], test_far_apart, test_very_different_rows, test_lists_and_integers, test_input_unchanged
# Made for rows of a batch, with axis 1 written down.
import numpy as np


def softmax(z, axis=1):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
