# fails: test_rows, test_batch, test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# The sign of the sum: -1, 0 and 1.
import numpy as np


def neuron(x, w, b):
    return np.sign(x @ w + b)
