# fails: test_outlier[mse], test_outlier[mae]
# Errors are cut off at 50.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.mean(np.clip(errors(y_true, y_pred), -50, 50) ** 2)


def mae(y_true, y_pred):
    return np.mean(np.clip(np.abs(errors(y_true, y_pred)), 0, 50))
