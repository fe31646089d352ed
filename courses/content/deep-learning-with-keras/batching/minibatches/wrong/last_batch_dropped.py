# fails: test_sizes, test_every_row_once, test_other_sizes, test_many_rows
# Counts full batches only.


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    order = rng.permutation(len(X))
    for batch in range(len(X) // batch_size):
        rows = order[batch * batch_size : (batch + 1) * batch_size]
        yield X[rows], y[rows]
