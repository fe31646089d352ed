# fails: test_even, test_remainder, test_drop_remainder, test_other_numbers, test_other_numbers_dropped, test_borders, test_large, test_numpy_integers
# np.ceil and np.floor return floats.
import numpy as np


def iterations(n, batch_size, drop_remainder=False):
    if not isinstance(n, (int, np.integer)) or not isinstance(batch_size, (int, np.integer)):
        raise TypeError("whole numbers only")
    if n < 0 or batch_size <= 0:
        raise ValueError("impossible")
    return np.floor(n / batch_size) if drop_remainder else np.ceil(n / batch_size)
