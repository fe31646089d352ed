# fails: test_small, test_large, test_other_networks, test_tuples, test_exact
# Gives the inputs biases, too.


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    return sum(n * m for n, m in zip(sizes, sizes[1:])) + sum(sizes)
