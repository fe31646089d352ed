import numpy as np


def make_windows(series, timesteps, horizon=1):
    """Return X (samples, timesteps, features) and y (samples, features)."""
    series = np.asarray(series)
    if series.ndim == 1:
        series = series.reshape(-1, 1)
    samples = len(series) - timesteps - horizon + 1
    if min(samples, timesteps, horizon) < 1:
        raise ValueError("the series is too short, or timesteps or horizon is less than 1")
    X = np.stack([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :]
    return X, y
