# fails: test_borders
# Takes n = 0 for a mistake.
import numpy as np


def iterations(n, batch_size, drop_remainder=False):
    if not isinstance(n, (int, np.integer)) or not isinstance(batch_size, (int, np.integer)):
        raise TypeError("whole numbers only")
    if n <= 0 or batch_size <= 0:
        raise ValueError("impossible")
    return n // batch_size if drop_remainder else -(-n // batch_size)
