# fails: test_zero_and_one[binary_crossentropy]
# Clips the labels of the binary loss, too.
import numpy as np
def _c(p):
    return np.clip(np.asarray(p, dtype=float), 1e-7, 1 - 1e-7)
def binary_crossentropy(y_true, y_pred):
    y, p = _c(y_true), _c(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
def categorical_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), _c(y_pred)
    return -np.mean(np.sum(y * np.log(p), axis=-1))
def sparse_categorical_crossentropy(y_true, y_pred):
    p = _c(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), np.asarray(y_true)]))
