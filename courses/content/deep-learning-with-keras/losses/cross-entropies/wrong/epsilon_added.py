# fails: test_nearly_certain[binary_crossentropy], test_nearly_certain[categorical_crossentropy], test_nearly_certain[sparse_categorical_crossentropy]
# Adds 1e-7 to every probability instead of clipping.
import numpy as np


def clipped(y_pred):
    return np.asarray(y_pred)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p + 1e-7) + (1 - y) * np.log(1 - p + 1e-7))


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred) + 1e-7), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true] + 1e-7))
