import numpy as np


def clipped(y_pred):
    """Return the probabilities, none closer to 0 or 1 than 1e-7."""
    return np.clip(y_pred, 1e-7, 1 - 1e-7)


def binary_crossentropy(y_true, y_pred):
    """Return the mean loss of yes-or-no answers."""
    y, p = np.asarray(y_true), clipped(y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_crossentropy(y_true, y_pred):
    """Return the mean loss of class probabilities for one-hot labels."""
    return -np.mean(np.sum(y_true * np.log(clipped(y_pred)), axis=1))


def sparse_categorical_crossentropy(y_true, y_pred):
    """Return the mean loss of class probabilities for class numbers."""
    p = clipped(y_pred)
    return -np.mean(np.log(p[np.arange(len(p)), y_true]))
