# fails: test_next_day, test_day_after_next, test_other_series, test_far_horizons, test_one_window
# Windows of a plain series stay two-dimensional.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    series = np.asarray(series)
    samples = len(series) - timesteps - horizon + 1
    if min(samples, timesteps, horizon) < 1:
        raise ValueError("too short")
    X = np.stack([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :]
    return X, y
