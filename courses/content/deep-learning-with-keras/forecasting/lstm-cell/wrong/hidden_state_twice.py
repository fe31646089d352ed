# fails: test_one_step, test_example, test_cell_state, test_shut[forget], test_shut[output], test_sizes, test_whole_numbers
# Gives back the last hidden state in the place of the cell state.
import numpy as np


def sigmoid(z):
    """Return 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


def lstm_forward(x, W, U, b):
    """Return the hidden states (timesteps, units) and the last cell state (units,)."""
    h = c = np.zeros(len(U))
    states = []
    for row in x:
        i, f, g, o = np.split(row @ W + h @ U + b, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states), h


def lstm_parameters(units, features):
    """Return the number of parameters of an LSTM layer."""
    return 4 * ((units + features) * units + units)
