# fails: test_column_against_vector, test_shapes_differ
# Lets NumPy stretch shapes that differ.
import numpy as np


def mse(y_true, y_pred):
    return np.mean((np.asarray(y_true, dtype=float) - np.asarray(y_pred, dtype=float)) ** 2)


def mae(y_true, y_pred):
    return np.mean(np.abs(np.asarray(y_true, dtype=float) - np.asarray(y_pred, dtype=float)))
