import numpy as np


def minibatches(X, y, batch_size, rng):
    """Return a list; the cuts stand at every batch_size-th row."""
    if X.shape[0] != y.shape[0]:
        raise ValueError("different lengths")
    if batch_size <= 0:
        raise ValueError("no batches")
    shuffled = np.argsort(rng.random(len(X)))
    cuts = np.arange(batch_size, len(X), batch_size)
    return list(zip(np.split(X[shuffled], cuts), np.split(y[shuffled], cuts)))
