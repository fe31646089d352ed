# fails: test_several_questions
# Adds up the questions of a row.
import numpy as np


def clipped(y_pred):
    return np.clip(y_pred, 1e-7, 1 - 1e-7)


def binary_crossentropy(y_true, y_pred):
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)


def categorical_crossentropy(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred)), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true]))
