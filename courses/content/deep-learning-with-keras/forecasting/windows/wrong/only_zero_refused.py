# fails: test_bad_numbers
# Refuses 0 timesteps, but not fewer: the windows are empty, and the answers come from anywhere.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    rows = np.asarray(series)
    if rows.ndim == 1:
        rows = rows[:, None]
    samples = len(rows) - timesteps - horizon + 1
    if timesteps == 0 or horizon <= 0 or samples <= 0:
        raise ValueError("the series is too short, or a number is 0")
    X = np.array([rows[i : i + timesteps] for i in range(samples)])
    y = np.array([rows[i + timesteps - 1 + horizon] for i in range(samples)])
    return X, y
