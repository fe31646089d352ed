# fails: test_columns[mse], test_columns[mae], test_other_columns[mse], test_other_columns[mae]
# With several numbers a row, a loss for each row.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.mean(errors(y_true, y_pred) ** 2, axis=-1)


def mae(y_true, y_pred):
    return np.mean(np.abs(errors(y_true, y_pred)), axis=-1)
