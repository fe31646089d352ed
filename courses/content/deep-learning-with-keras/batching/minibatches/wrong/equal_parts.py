# fails: test_sizes, test_other_sizes, test_many_rows
# np.array_split makes the batches as equal as possible.
import numpy as np


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    parts = np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size))
    return [(X[rows], y[rows]) for rows in parts]
