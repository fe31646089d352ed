# fails: test_lists_and_whole_numbers, test_input_unchanged
# A list has no max.
import numpy as np


def log_softmax(logits):
    z = logits - logits.max(axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    return np.mean(np.logaddexp(0, logits) - np.multiply(y_true, logits))


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
