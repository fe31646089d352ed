# fails: test_input_unchanged
# Takes the list apart.


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    sizes = sizes if isinstance(sizes, list) else list(sizes)
    total, n = 0, sizes.pop(0)
    while sizes:
        m = sizes.pop(0)
        total += n * m + m
        n = m
    return total
