# fails: test_very_different_rows, test_float32
# Subtracts the maximum of the whole batch: rows of small logits become 0 / 0.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=axis, keepdims=True)
