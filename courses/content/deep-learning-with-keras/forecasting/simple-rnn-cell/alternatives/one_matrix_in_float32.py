import numpy as np


def step(state, row, weights):
    """One step: the state, the row and a 1 for the bias stand side by side and meet one matrix."""
    everything = np.concatenate([state, row, [1.0]]).astype(np.float32)
    return np.tanh(everything @ weights)


def rnn_forward(x, W, U, b):
    """Return the states as a float32 array that was made in advance."""
    weights = np.concatenate([U, W, b[np.newaxis]]).astype(np.float32)
    states = np.zeros((x.shape[0], U.shape[1]), dtype=np.float32)
    state = np.zeros(U.shape[1], dtype=np.float32)
    for t in range(x.shape[0]):
        states[t] = step(state, x[t], weights)
        state = states[t]
    return states
