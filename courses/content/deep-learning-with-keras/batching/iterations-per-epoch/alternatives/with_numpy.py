import numbers

import numpy as np


def _check(name, value, smallest):
    if not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} must be an integer, not {type(value).__name__}")
    if value < smallest:
        raise ValueError(f"{name} must be at least {smallest}")


def iterations(n, batch_size, drop_remainder=False):
    """Return a NumPy integer."""
    _check("n", n, 0)
    _check("batch_size", batch_size, 1)
    n, batch_size = np.int64(n), np.int64(batch_size)
    count = n // batch_size
    if n % batch_size > 0 and not drop_remainder:
        count += 1
    return count
