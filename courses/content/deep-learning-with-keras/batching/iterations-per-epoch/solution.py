import numpy as np


def iterations(n, batch_size, drop_remainder=False):
    """Return the number of batches in one epoch of n rows."""
    for value in (n, batch_size):
        if not isinstance(value, (int, np.integer)):
            raise TypeError("n and batch_size must be whole numbers")
    if n < 0 or batch_size < 1:
        raise ValueError("n must be 0 or more and batch_size 1 or more")
    full, rest = divmod(n, batch_size)
    return full if drop_remainder or rest == 0 else full + 1
