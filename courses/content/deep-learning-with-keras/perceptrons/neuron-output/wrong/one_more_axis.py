# fails: test_rows, test_other_neurons, test_at_the_threshold, test_integers_and_close_sums
# One row at a time through atleast_2d, and the shape (1,) for a single row.
import numpy as np


def neuron(x, w, b):
    return np.where(np.atleast_2d(x) @ w + b > 0, 1, 0)
