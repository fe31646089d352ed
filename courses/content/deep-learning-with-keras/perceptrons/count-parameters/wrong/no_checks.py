# fails: test_no_layer, test_too_short, test_not_positive
# Looks at no input.


def dense_parameters(sizes):
    return sum(n * m + m for n, m in zip(sizes, sizes[1:]))
