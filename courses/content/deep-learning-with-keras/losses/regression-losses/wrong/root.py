# fails: test_example[mse], test_columns[mse], test_other_rows[mse], test_other_columns[mse], test_outlier[mse]
# The root of the mean squared error.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.sqrt(np.mean(errors(y_true, y_pred) ** 2))


def mae(y_true, y_pred):
    return np.mean(np.abs(errors(y_true, y_pred)))
