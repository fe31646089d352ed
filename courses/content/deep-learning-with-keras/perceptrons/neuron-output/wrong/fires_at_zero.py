# fails: test_rows, test_batch, test_at_the_threshold, test_integers_and_close_sums
# Fires when the sum is exactly 0, too.
import numpy as np


def neuron(x, w, b):
    return np.where(x @ w + b >= 0, 1, 0)
