# fails: test_every_order
# Shuffles inside of each batch only: the same rows meet in every epoch.


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    for start in range(0, len(X), batch_size):
        stop = min(start + batch_size, len(X))
        rows = rng.permutation(range(start, stop))
        yield X[rows], y[rows]
