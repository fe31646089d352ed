# fails: test_no_layer, test_too_short, test_not_positive
# assert raises AssertionError.


def dense_parameters(sizes):
    assert len(sizes) > 1 and min(sizes) > 0
    return sum(n * m + m for n, m in zip(sizes, sizes[1:]))
