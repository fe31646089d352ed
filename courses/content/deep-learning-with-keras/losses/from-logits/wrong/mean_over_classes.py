# fails: test_example[categorical_crossentropy], test_batch[categorical_crossentropy], test_other_batches[categorical_crossentropy], test_500[categorical_crossentropy], test_1000[categorical_crossentropy]
# The mean over rows and classes.
import numpy as np


def log_softmax(logits):
    z = logits - np.max(logits, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    return np.mean(np.logaddexp(0, logits) - np.multiply(y_true, logits))


def categorical_crossentropy(y_true, logits):
    return -np.mean(y_true * log_softmax(logits))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
