# fails: test_1000[binary_crossentropy], test_1000[categorical_crossentropy], test_1000[sparse_categorical_crossentropy]
# The simplified formulas, but with exponentials of the logits as they are.
import numpy as np


def log_softmax(logits):
    return logits - np.log(np.sum(np.exp(logits), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    z = np.asarray(logits)
    return np.mean(np.log(1 + np.exp(z)) - np.multiply(y_true, z))


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
