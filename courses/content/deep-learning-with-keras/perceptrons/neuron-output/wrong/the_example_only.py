# fails: test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums, test_input_unchanged
# Multiplies and adds three inputs by hand.
import numpy as np


def neuron(x, w, b):
    x = np.asarray(x).T
    return np.where(w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b > 0, 1, 0)
