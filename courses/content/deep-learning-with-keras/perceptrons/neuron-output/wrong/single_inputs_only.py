# fails: test_other_batches
# Squeezes the output, so a batch of one row loses its axis.
import numpy as np


def neuron(x, w, b):
    z = np.atleast_2d(x) @ w + b
    return np.where(np.squeeze(z) > 0, 1, 0)
