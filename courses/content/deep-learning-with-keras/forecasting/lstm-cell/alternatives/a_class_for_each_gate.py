import numpy as np


class Gate:
    """One of the four parts: its slice of the weights and its bend."""

    def __init__(self, place, units, W, U, b, bend):
        part = slice(place * units, (place + 1) * units)
        self.W, self.U, self.b, self.bend = W[:, part], U[:, part], b[part], bend

    def __call__(self, row, h):
        return self.bend(np.dot(row, self.W) + np.dot(h, self.U) + self.b)


def logistic(z):
    return np.exp(z) / (1 + np.exp(z))


def lstm_forward(x, W, U, b):
    """Return the hidden states and the last cell state."""
    units = b.size // 4
    bends = (logistic, logistic, np.tanh, logistic)
    input_gate, forget_gate, candidate, output_gate = (Gate(k, units, W, U, b, bend) for k, bend in enumerate(bends))
    h = np.zeros((1, units))
    c = np.zeros((1, units))
    outputs = np.empty((0, units))
    for t in range(len(x)):
        row = x[t : t + 1]
        kept = forget_gate(row, h) * c
        added = input_gate(row, h) * candidate(row, h)
        leaves = output_gate(row, h)
        c = kept + added
        h = leaves * np.tanh(c)
        outputs = np.concatenate((outputs, h))
    return (outputs, c[0])


def lstm_parameters(units, features):
    weights = 4 * units * features
    recurrent = 4 * units**2
    bias = 4 * units
    return int(weights + recurrent + bias)
