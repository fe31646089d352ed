# fails: test_batch, test_other_batches, test_at_the_threshold, test_integers_and_close_sums
# w @ x has the right shape for a single row and for square batches only.
import numpy as np


def neuron(x, w, b):
    return np.where(w @ x + b > 0, 1, 0)
