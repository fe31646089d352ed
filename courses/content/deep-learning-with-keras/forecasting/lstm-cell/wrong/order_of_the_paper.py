# fails: test_one_step, test_example, test_hidden_states, test_cell_state, test_shut[input], test_shut[forget], test_shut[output], test_sizes, test_whole_numbers, test_calls_are_independent
# Reads the blocks as f, i, c, o.
import numpy as np


def sigmoid(z):
    """Return 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


def lstm_forward(x, W, U, b):
    """Return the hidden states (timesteps, units) and the last cell state (units,)."""
    h = c = np.zeros(len(U))
    states = []
    for row in x:
        f, i, g, o = np.split(row @ W + h @ U + b, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.array(states), c


def lstm_parameters(units, features):
    """Return the number of parameters of an LSTM layer."""
    return 4 * ((units + features) * units + units)
