# fails: test_other_neurons, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# int() cuts the sum off before the comparison, so 0.5 counts as 0.
import numpy as np


def neuron(x, w, b):
    return np.where((x @ w + b).astype(int) > 0, 1, 0)
