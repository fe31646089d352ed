import numpy as np

WHOLE = (int, np.integer)


class BadBatch(ValueError):
    """A kind of ValueError."""


def iterations(n, batch_size, drop_remainder=False):
    if isinstance(n, WHOLE) and isinstance(batch_size, WHOLE):
        if batch_size < 1 or n < 0:
            raise BadBatch("impossible")
        starts = range(0, int(n), int(batch_size))
        count = len(starts)
        if drop_remainder and count and starts[-1] + batch_size > n:
            return count - 1
        return count
    raise TypeError("whole numbers, please")
