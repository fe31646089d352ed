# fails: test_batch[sparse_categorical_crossentropy], test_other_batches[sparse_categorical_crossentropy], test_zero_and_one[sparse_categorical_crossentropy], test_nearly_certain[sparse_categorical_crossentropy]
# p[:, y] takes n columns for every row.
import numpy as np


def clipped(y_pred):
    return np.clip(y_pred, 1e-7, 1 - 1e-7)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred)), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[:, y_true]))
