# Vector norms, and an array of shape () as the result.
import numpy as np


def flat_difference(y_true, y_pred):
    a, b = np.array(y_true, dtype=np.float64), np.array(y_pred, dtype=np.float64)
    if a.ndim != b.ndim or any(m != n for m, n in zip(a.shape, b.shape)):
        raise ValueError(a.shape, b.shape)
    return np.subtract(b, a).ravel()


def mse(y_true, y_pred):
    d = flat_difference(y_true, y_pred)
    return np.asarray(d @ d / d.size)


def mae(y_true, y_pred):
    d = flat_difference(y_true, y_pred)
    return np.asarray(np.linalg.norm(d, ord=1) / d.size)
