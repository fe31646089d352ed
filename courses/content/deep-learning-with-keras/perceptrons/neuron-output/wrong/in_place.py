# fails: test_input_unchanged
# Multiplies the weights into the caller's array.
import numpy as np


def neuron(x, w, b):
    if x.dtype.kind != "f":
        x = x.astype(float)
    x *= w
    return np.where(x.sum(axis=-1) + b > 0, 1, 0)
