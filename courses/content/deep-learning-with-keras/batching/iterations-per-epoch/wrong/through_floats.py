# fails: test_large
# Whole numbers come out, but n / batch_size is rounded to 53 bits on the way.
import math

import numpy as np


def iterations(n, batch_size, drop_remainder=False):
    if not isinstance(n, (int, np.integer)) or not isinstance(batch_size, (int, np.integer)):
        raise TypeError("whole numbers only")
    if n < 0 or batch_size <= 0:
        raise ValueError("impossible")
    return math.floor(n / batch_size) if drop_remainder else math.ceil(n / batch_size)
