# fails: test_example[mse], test_example[mae], test_columns[mse], test_columns[mae], test_other_rows[mse], test_other_rows[mae], test_other_columns[mse], test_other_columns[mae], test_outlier[mse], test_outlier[mae]
# The sum, which grows with the batch.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.sum(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    return np.sum(np.abs(errors(y_true, y_pred)))
