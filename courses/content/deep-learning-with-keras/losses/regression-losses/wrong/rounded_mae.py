# fails: test_other_rows[mae]
# Cuts the mean absolute error off after five places.
import numpy as np
def _d(y_true, y_pred):
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    if a.dtype == np.uint8:
        a = a.astype(int)
    return a - b
def mse(y_true, y_pred):
    return np.mean(_d(y_true, y_pred) ** 2)
def mae(y_true, y_pred):
    return int(np.mean(np.abs(_d(y_true, y_pred))) * 1e5) / 1e5   # rounded down to 5 places
