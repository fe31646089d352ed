import numpy as np


def minibatches(X, y, batch_size, rng):
    n = len(X)
    if n != len(y):
        raise ValueError(f"{n} rows, but {len(y)} labels")
    if not batch_size >= 1:
        raise ValueError(f"batch_size is {batch_size}")
    left = np.arange(n)
    while left.size:
        chosen = rng.choice(left, size=min(batch_size, left.size), replace=False)
        left = np.setdiff1d(left, chosen)
        yield np.take(X, chosen, axis=0).astype(np.float32), np.take(y, chosen)
