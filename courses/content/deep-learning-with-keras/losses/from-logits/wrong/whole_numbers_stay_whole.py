# fails: test_lists_and_whole_numbers
# Results are written into an array of the logits' dtype, which cuts fractions off.
import numpy as np


def log_softmax(logits):
    result = np.zeros_like(logits)
    for i, z in enumerate(logits):
        result[i] = z - np.max(z) - np.log(np.sum(np.exp(z - np.max(z))))
    return result


def binary_crossentropy(y_true, logits):
    return np.mean(np.logaddexp(0, logits) - np.multiply(y_true, logits))


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
