import numpy as np


def errors(y_true, y_pred):
    """Return the differences as floats, of two arrays or lists of the same shape."""
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"y_true has shape {y_true.shape} and y_pred {y_pred.shape}")
    return y_true - y_pred


def mse(y_true, y_pred):
    """Return the mean squared error of a batch."""
    return np.mean(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    """Return the mean absolute error of a batch."""
    return np.mean(np.abs(errors(y_true, y_pred)))
