# fails: test_whole_numbers
# Makes the result with the dtype of x: integers cut the states off.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = np.zeros((len(x), len(b)), dtype=x.dtype)
    for t, row in enumerate(x):
        h = np.tanh(row @ W + h @ U + b)
        states[t] = h
    return states
