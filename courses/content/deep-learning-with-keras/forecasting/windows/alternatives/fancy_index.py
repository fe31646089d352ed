import numpy as np


class TooShort(ValueError):
    """The series holds no pair."""


def as_rows(series):
    return np.atleast_2d(np.asarray(series, dtype=float).T).T


def make_windows(series, timesteps, horizon=1):
    """Pick all rows at once with a table of row numbers."""
    if not (timesteps > 0 and horizon > 0):
        raise ValueError((timesteps, horizon))
    rows = as_rows(series)
    first = np.arange(max(0, rows.shape[0] - timesteps - horizon + 1))
    if first.size == 0:
        raise TooShort(rows.shape)
    return rows[np.add.outer(first, np.arange(timesteps))], rows[first + timesteps + horizon - 1]
