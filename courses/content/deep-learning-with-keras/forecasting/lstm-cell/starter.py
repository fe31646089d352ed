import numpy as np


def lstm_forward(x, W, U, b):
    """Return the hidden states (timesteps, units) and the last cell state (units,)."""
    raise NotImplementedError("lstm_forward is still to be written")


def lstm_parameters(units, features):
    """Return the number of parameters of an LSTM layer."""
    raise NotImplementedError("lstm_parameters is still to be written")


if __name__ == "__main__":
    x = np.array([[1.0], [0.0], [-1.0]])
    W = np.array([[1.0, 0.5, 2.0, 0.5]])
    U = np.array([[0.5, -1.0, 1.0, 0.5]])
    b = np.array([0.0, 1.0, 0.0, -0.5])
    print(lstm_forward(x, W, U, b))  # wanted: 0.3037, 0.2306, 0.0236 and 0.0808
    print(lstm_parameters(16, 1))  # wanted: 1152
