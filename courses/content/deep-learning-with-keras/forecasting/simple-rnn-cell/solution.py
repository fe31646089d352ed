import numpy as np


def rnn_forward(x, W, U, b):
    """Return the hidden states after every step, of shape (timesteps, units)."""
    h = np.zeros(len(b))
    states = []
    for row in x:
        h = np.tanh(row @ W + h @ U + b)
        states.append(h)
    return np.array(states)
