# fails: test_example[categorical_crossentropy], test_batch[categorical_crossentropy], test_other_batches[categorical_crossentropy], test_zero_and_one[categorical_crossentropy], test_nearly_certain[categorical_crossentropy]
# The mean over rows and classes.
import numpy as np


def clipped(y_pred):
    return np.clip(y_pred, 1e-7, 1 - 1e-7)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(y_true * np.log(clipped(y_pred)))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true]))
