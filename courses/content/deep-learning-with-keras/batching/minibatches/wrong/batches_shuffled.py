# fails: test_other_sizes, test_many_rows, test_every_order
# may fail: test_sizes
# Shuffles the batches instead of the rows, so that the small one may come first.


def minibatches(X, y, batch_size, rng):
    if len(X) != len(y) or batch_size < 1:
        raise ValueError("bad input")
    pairs = [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return [pairs[i] for i in rng.permutation(len(pairs))]
