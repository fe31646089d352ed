# fails: test_large_sums
# Computes tanh from exponentials, which overflow.
import numpy as np


def rnn_forward(x, W, U, b):
    h = np.zeros(len(b))
    states = []
    for row in x:
        z = row @ W + h @ U + b
        h = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
        states.append(h)
    return np.array(states)
