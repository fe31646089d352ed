# fails: test_too_short
# Checks the two numbers, but hands back nothing where the series is too short.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    series = np.asarray(series, dtype=float)
    if series.ndim == 1:
        series = series.reshape(-1, 1)
    if timesteps < 1 or horizon < 1:
        raise ValueError("at least 1")
    samples = len(series) - timesteps - horizon + 1
    X = np.array([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :]
    return X, y
