import numpy as np


def log_softmax(logits):
    """Return the logarithms of softmax, row by row, with exponentials of numbers below or equal to zero only."""
    z = logits - np.max(logits, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    """Return the mean loss of yes-or-no answers: ln(1 + e^z) - y z."""
    return np.mean(np.logaddexp(0, logits) - np.multiply(y_true, logits))


def categorical_crossentropy(y_true, logits):
    """Return the mean loss of class logits for one-hot labels."""
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    """Return the mean loss of class logits for class numbers."""
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
