# fails: test_tuples
# Adds lists, which tuples do not like.


def dense_parameters(sizes):
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError("bad sizes")
    total = 0
    for n, m in zip([0] + sizes, sizes + [0]):
        total += n * m + m if n and m else 0
    return total
