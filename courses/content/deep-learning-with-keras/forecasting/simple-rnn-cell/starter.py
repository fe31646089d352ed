import numpy as np


def rnn_forward(x, W, U, b):
    """Return the hidden states after every step, of shape (timesteps, units)."""
    raise NotImplementedError("rnn_forward is still to be written")


if __name__ == "__main__":
    x = np.array([[1.0], [0.5], [-1.0]])
    W = np.array([[0.5, -0.3]])
    U = np.array([[0.2, 0.4], [-0.6, 0.1]])
    b = np.array([0.1, 0.0])
    print(rnn_forward(x, W, U, b))  # wanted: 0.5370 -0.2913, then 0.5596 0.0357, then -0.3000 0.4834
