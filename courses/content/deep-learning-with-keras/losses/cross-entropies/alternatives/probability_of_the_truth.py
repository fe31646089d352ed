# Picks the probability of what was the case with where, a mask and take_along_axis; results of shape ().
import numpy as np

LOW, HIGH = 0.0000001, 0.9999999


def mean_cost(p):
    p = np.where(p < LOW, LOW, np.where(p > HIGH, HIGH, p))
    return np.asarray(np.log(1 / p).mean())


def binary_crossentropy(y_true, y_pred):
    y_pred = np.asarray(y_pred)
    return mean_cost(np.where(np.equal(y_true, 1), y_pred, 1.0 - y_pred))


def categorical_crossentropy(y_true, y_pred):
    return mean_cost(np.asarray(y_pred)[np.asarray(y_true, dtype=bool)])


def sparse_categorical_crossentropy(y_true, y_pred):
    return mean_cost(np.take_along_axis(np.asarray(y_pred), np.reshape(y_true, (-1, 1)), axis=-1))
