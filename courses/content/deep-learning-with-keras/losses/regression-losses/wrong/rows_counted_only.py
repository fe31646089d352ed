# fails: test_columns[mse], test_columns[mae], test_other_columns[mse], test_other_columns[mae]
# Divides by the number of rows, not by the number of numbers.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.sum(errors(y_true, y_pred) ** 2) / len(y_true)


def mae(y_true, y_pred):
    return np.sum(np.abs(errors(y_true, y_pred))) / len(y_true)
