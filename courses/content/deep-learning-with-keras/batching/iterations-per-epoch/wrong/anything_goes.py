# fails: test_batch_size_zero, test_impossible_numbers, test_no_whole_numbers, test_numpy_integers
# Looks at no input: 10 / 0 is a ZeroDivisionError, -1 gives a count, 10.0 is let through.


def iterations(n, batch_size, drop_remainder=False):
    if drop_remainder:
        return n // batch_size
    return (n + batch_size - 1) // batch_size
