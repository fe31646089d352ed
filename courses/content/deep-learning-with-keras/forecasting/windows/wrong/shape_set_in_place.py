# fails: test_series_unchanged
# Gives the caller's array a second axis.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    series = np.asarray(series)
    if series.ndim == 1:
        series.shape = (len(series), 1)
    samples = len(series) - timesteps - horizon + 1
    if min(samples, timesteps, horizon) < 1:
        raise ValueError("too short")
    X = np.stack([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :]
    return X, y
