import numpy as np


class Scaler:
    """Remembers the training part's mean and spread, in float32."""

    def __init__(self, rows):
        rows = np.array(rows, dtype=np.float32)
        self.mean = np.mean(rows, 0)
        self.scale = np.std(rows, 0)
        self.scale = np.where(self.scale < 1e-7, np.float32(1), self.scale)

    def there(self, rows):
        return (np.array(rows, dtype=np.float32) - self.mean) / self.scale

    def back(self, rows):
        return np.array(rows, dtype=np.float32) * self.scale + self.mean


def fit_scaler(series, n_train):
    """Return a Scaler."""
    return Scaler(series[:n_train])


def transform(scaler, values):
    """Scale."""
    return scaler.there(values)


def inverse(scaler, scaled):
    """Undo it."""
    return scaler.back(scaled)
