# fails: test_rows, test_batch, test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# Takes the bias for the threshold: w·x > b.
import numpy as np


def neuron(x, w, b):
    return np.where(x @ w > b, 1, 0)
