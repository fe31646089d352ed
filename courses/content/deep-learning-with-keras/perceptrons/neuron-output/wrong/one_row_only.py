# fails: test_batch, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# Adds up over all rows of a batch.
import numpy as np


def neuron(x, w, b):
    return 1 if np.sum(x * w) + b > 0 else 0
