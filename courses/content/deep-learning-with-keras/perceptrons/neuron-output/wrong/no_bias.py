# fails: test_rows, test_batch, test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# Forgets the bias.
import numpy as np


def neuron(x, w, b):
    return np.where(x @ w > 0, 1, 0)
