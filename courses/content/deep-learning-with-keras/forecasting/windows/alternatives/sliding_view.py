import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def make_windows(series, timesteps, horizon=1):
    """Return views on the series, with the time axis put in its place."""
    table = np.array(series, dtype="float32")
    if len(table) < timesteps + horizon or timesteps < 1 or horizon < 1:
        raise ValueError(f"{len(table)} rows are too few")
    if len(table.shape) < 2:
        table = table[:, None]
    every = sliding_window_view(table, timesteps, axis=0).transpose(0, 2, 1)
    return [every[:-horizon], table[timesteps + horizon - 1 :]]
