def minibatches(X, y, batch_size, rng):
    """Give the pairs (X_batch, y_batch) of one epoch, shuffled by rng."""
    if len(X) != len(y):
        raise ValueError("X and y must have the same number of rows")
    if batch_size < 1:
        raise ValueError("batch_size must be 1 or more")
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
