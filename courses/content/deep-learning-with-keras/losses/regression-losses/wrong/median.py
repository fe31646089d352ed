# fails: test_example[mae], test_columns[mae], test_other_rows[mae], test_other_columns[mae], test_outlier[mae]
# The median takes no notice of an outlier.
import numpy as np


def errors(y_true, y_pred):
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return y_true - y_pred



def mse(y_true, y_pred):
    return np.mean(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    return np.median(np.abs(errors(y_true, y_pred)))
