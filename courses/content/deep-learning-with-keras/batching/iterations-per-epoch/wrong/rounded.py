# fails: test_remainder, test_other_numbers, test_borders, test_large, test_numpy_integers
# Rounds to the nearest: a small remainder is lost.
import numpy as np


def iterations(n, batch_size, drop_remainder=False):
    if not isinstance(n, (int, np.integer)) or not isinstance(batch_size, (int, np.integer)):
        raise TypeError("whole numbers only")
    if n < 0 or batch_size <= 0:
        raise ValueError("impossible")
    return n // batch_size if drop_remainder else round(n / batch_size)
