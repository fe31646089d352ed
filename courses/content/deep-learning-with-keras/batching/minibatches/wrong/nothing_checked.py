# fails: test_refused
# A negative batch size gives no batches at all, and a y that is too long is cut off.


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
