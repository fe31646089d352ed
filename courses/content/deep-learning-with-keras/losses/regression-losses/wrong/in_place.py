# fails: test_input_unchanged
# Subtracts within the array that was given: asarray makes no copy of one that is float64 already.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    y_true -= y_pred
    return y_true


def mse(y_true, y_pred):
    return np.mean(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    return np.mean(np.abs(errors(y_true, y_pred)))
