import numpy as np


def make_windows(series, timesteps, horizon=1):
    """Lagged copies of the series side by side: one column of rows for every step."""
    assert_whole(timesteps, horizon, len(series))
    values = np.asarray(series)
    values = values.reshape((values.shape[0], values.size // values.shape[0]))
    count = values.shape[0] - horizon - timesteps + 1
    X = np.empty((count, timesteps, values.shape[1]), dtype=values.dtype)
    for lag in range(timesteps):
        X[:, lag, :] = values[lag : lag + count]
    y = values[-count:].copy()
    return X, y


def assert_whole(timesteps, horizon, n):
    for number in (timesteps, horizon, n - timesteps - horizon + 1):
        if number < 1:
            raise ValueError(number)
