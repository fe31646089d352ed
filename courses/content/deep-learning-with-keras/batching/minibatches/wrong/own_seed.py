# fails: test_shuffled, test_every_order
# A generator of its own: every epoch has the same order.
import numpy as np


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    rng = np.random.default_rng(0)
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
