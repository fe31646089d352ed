# fails: test_dtypes
# Subtracts in the dtype that comes: 3 - 5 is 254 in uint8.
import numpy as np


def errors(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred


def mse(y_true, y_pred):
    return np.mean(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    return np.mean(np.abs(errors(y_true, y_pred)))
