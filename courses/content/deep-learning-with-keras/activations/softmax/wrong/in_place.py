# fails: test_input_unchanged
# Subtracts the maximum from the array of the caller.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z)
    z -= z.max(axis=axis, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)
