# fails: test_two_features, test_several_features, test_one_window
# Answers with the first feature only.
import numpy as np


def make_windows(series, timesteps, horizon=1):
    series = np.asarray(series)
    if series.ndim == 1:
        series = series.reshape(-1, 1)
    samples = len(series) - timesteps - horizon + 1
    if min(samples, timesteps, horizon) < 1:
        raise ValueError("too short")
    X = np.stack([series[i : i + timesteps] for i in range(samples)])
    y = series[timesteps + horizon - 1 :, :1]
    return X, y
