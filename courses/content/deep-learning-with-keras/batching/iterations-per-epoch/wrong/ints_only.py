# fails: test_numpy_integers
# type(n) is int refuses NumPy's integers.


def iterations(n, batch_size, drop_remainder=False):
    if type(n) is not int or type(batch_size) is not int:
        raise TypeError("whole numbers only")
    if n < 0 or batch_size <= 0:
        raise ValueError("impossible")
    return n // batch_size if drop_remainder else -(-n // batch_size)
