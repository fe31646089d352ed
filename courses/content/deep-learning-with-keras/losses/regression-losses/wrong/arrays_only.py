# fails: test_lists, test_input_unchanged, test_shapes_differ
# A list has no shape.
import numpy as np


def mse(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return np.mean((y_true.astype(float) - y_pred) ** 2)


def mae(y_true, y_pred):
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_true.astype(float) - y_pred))
