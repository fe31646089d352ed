# fails: test_input_unchanged
# Clips within the array that was given.
import numpy as np


def clipped(y_pred):
    return np.clip(y_pred, 1e-7, 1 - 1e-7, out=y_pred if isinstance(y_pred, np.ndarray) else None)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred)), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true]))
