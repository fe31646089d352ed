from operator import index


def iterations(n, batch_size, drop_remainder=False):
    n, batch_size = index(n), index(batch_size)
    if n < 0:
        raise ValueError(f"n is {n}, but there cannot be fewer than no rows")
    if batch_size <= 0:
        raise ValueError(f"batch_size is {batch_size}, but must be positive")
    return n // batch_size if drop_remainder else -(-n // batch_size)
