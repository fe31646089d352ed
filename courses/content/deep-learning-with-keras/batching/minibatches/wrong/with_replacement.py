# fails: test_every_row_once, test_other_sizes, test_many_rows, test_every_order
# Draws rows with replacement: some come twice, others never.


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    left = len(X)
    while left > 0:
        rows = rng.integers(0, len(X), min(batch_size, left))
        left -= len(rows)
        yield X[rows], y[rows]
