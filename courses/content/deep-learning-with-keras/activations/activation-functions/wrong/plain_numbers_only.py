# fails: test_values[sigmoid], test_values[tanh], test_values[relu], test_range[sigmoid], test_range[tanh], test_range[relu], test_lists_and_integers, test_shapes, test_dtype, test_large[sigmoid], test_large[tanh], test_large[relu], test_input_unchanged, test_text_refused
# Works for one number only: an if on an array is an error.
import numpy as np


def linear(x):
    return x


def sigmoid(x):
    if x >= 0:
        return float(1 / (1 + np.exp(-x)))
    return float(np.exp(x) / (1 + np.exp(x)))


def tanh(x):
    return float(np.tanh(x))


def relu(x):
    return x if x > 0 else 0.0
