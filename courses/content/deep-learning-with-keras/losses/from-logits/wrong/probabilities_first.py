# fails: test_500[binary_crossentropy], test_500[categorical_crossentropy], test_500[sparse_categorical_crossentropy], test_1000[binary_crossentropy], test_1000[categorical_crossentropy], test_1000[sparse_categorical_crossentropy]
# Sigmoid and softmax as in the textbook, then the log: probabilities are rounded to 0, exponentials overflow.
import numpy as np


def log_softmax(logits):
    p = np.exp(logits) / np.sum(np.exp(logits), axis=1, keepdims=True)
    return np.log(p)


def binary_crossentropy(y_true, logits):
    p = 1 / (1 + np.exp(-np.asarray(logits, dtype=float)))
    return -np.mean(y_true * np.log(p) + (1 - np.asarray(y_true)) * np.log(1 - p))


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
