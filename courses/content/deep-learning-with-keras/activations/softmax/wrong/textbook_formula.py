# fails: test_around_a_thousand, test_shift, test_far_apart, test_very_different_rows, test_float32
# The formula as it stands: e^1000 overflows.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(np.asarray(z))
    return e / e.sum(axis=axis, keepdims=True)
