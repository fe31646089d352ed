# fails: test_not_positive
# Looks at the first and the last size only.


def dense_parameters(sizes):
    if len(sizes) < 2 or sizes[0] < 1 or sizes[-1] < 1:
        raise ValueError("bad sizes")
    return sum(n * m + m for n, m in zip(sizes, sizes[1:]))
