# fails: test_zero_and_one[binary_crossentropy], test_zero_and_one[categorical_crossentropy], test_zero_and_one[sparse_categorical_crossentropy], test_nearly_certain[binary_crossentropy], test_nearly_certain[categorical_crossentropy], test_nearly_certain[sparse_categorical_crossentropy]
# The log of 0 is minus infinity, and 0 times that is NaN.
import numpy as np


def clipped(y_pred):
    return np.asarray(y_pred)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred)), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true]))
