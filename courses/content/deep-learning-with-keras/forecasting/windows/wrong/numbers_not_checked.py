# fails: test_bad_numbers
# Sees a short series, but takes any timesteps and horizon.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    series = np.asarray(series)
    if series.ndim == 1:
        series = series.reshape(-1, 1)
    samples = len(series) - timesteps - horizon + 1
    if samples < 1:
        raise ValueError("too short")
    X = np.array([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :]
    return X, y
