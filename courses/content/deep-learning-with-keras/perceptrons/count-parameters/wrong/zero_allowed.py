# fails: test_not_positive
# Refuses negative sizes only.


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 0:
        raise ValueError("bad sizes")
    return sum(n * m + m for n, m in zip(sizes, sizes[1:]))
