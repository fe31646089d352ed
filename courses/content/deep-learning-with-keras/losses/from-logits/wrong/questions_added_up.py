# fails: test_several_questions
# Adds up the questions of a row.
import numpy as np


def log_softmax(logits):
    z = logits - np.max(logits, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def binary_crossentropy(y_true, logits):
    return np.sum(np.logaddexp(0, logits) - np.multiply(y_true, logits)) / len(logits)


def categorical_crossentropy(y_true, logits):
    return -np.mean(np.sum(y_true * log_softmax(logits), axis=1))


def sparse_categorical_crossentropy(y_true, logits):
    return -np.mean(log_softmax(logits)[np.arange(len(logits)), y_true])
