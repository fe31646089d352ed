# fails: test_column_against_vector, test_shapes_differ
# Compares the numbers of rows only.
import numpy as np


def errors(y_true, y_pred):
    if len(y_true) != len(y_pred):
        raise ValueError("the numbers of rows differ")
    return np.asarray(y_true, dtype=float) - np.asarray(y_pred, dtype=float)


def mse(y_true, y_pred):
    return np.mean(errors(y_true, y_pred) ** 2)


def mae(y_true, y_pred):
    return np.mean(np.abs(errors(y_true, y_pred)))
