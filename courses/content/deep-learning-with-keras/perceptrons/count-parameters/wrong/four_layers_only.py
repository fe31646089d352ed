# fails: test_small, test_large, test_other_networks, test_tuples, test_exact
# Works for four numbers only.


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    a, b, c, d = sizes
    return a * b + b + b * c + c + c * d + d
