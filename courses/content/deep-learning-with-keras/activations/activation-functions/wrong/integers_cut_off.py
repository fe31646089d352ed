# fails: test_number, test_lists_and_integers, test_text_refused
# Keeps the dtype of integers too, which cuts the fractions off, and lets text through.
import numpy as np


def linear(x):
    return np.asarray(x)


def sigmoid(x):
    x = np.asarray(x)
    return (0.5 * (1 + np.tanh(x / 2))).astype(x.dtype)


def tanh(x):
    x = np.asarray(x)
    return np.tanh(x).astype(x.dtype)


def relu(x):
    return np.maximum(np.asarray(x), 0)
