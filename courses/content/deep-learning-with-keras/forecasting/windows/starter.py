import numpy as np


def make_windows(series, timesteps, horizon=1):
    """Return X (samples, timesteps, features) and y (samples, features)."""
    raise NotImplementedError("make_windows is still to be written")


if __name__ == "__main__":
    X, y = make_windows([10, 20, 30, 40, 50, 60, 70], 4)
    print(np.shape(X), np.shape(y))  # wanted: (3, 4, 1) (3, 1)
    print(y)  # wanted: 50, then 60, then 70
