import numpy as np


def rnn_forward(x, W, U, b):
    """The states of all steps but the last, and one step more."""
    if len(x) == 0:
        return np.zeros((0, U.shape[0]), dtype=np.float64)
    earlier = rnn_forward(x[:-1], W, U, b)
    before = earlier[-1:] if len(earlier) else np.zeros((1, U.shape[0]))
    return np.vstack([earlier, np.tanh(x[-1:].dot(W) + before.dot(U) + b)])
