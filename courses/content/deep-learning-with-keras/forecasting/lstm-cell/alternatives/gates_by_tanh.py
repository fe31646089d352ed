import numpy as np


def lstm_forward(x, W, U, b):
    """The sigmoid as a stretched tanh, the gates as rows of one array, in float32."""
    units = U.shape[0]
    w, u, bias = (np.asarray(a, dtype=np.float32) for a in (W, U, b))
    inputs = np.asarray(x, dtype=np.float32) @ w + bias
    hidden = np.zeros((x.shape[0] + 1, units), dtype=np.float32)
    cell = np.zeros((x.shape[0] + 1, units), dtype=np.float32)
    for t in range(x.shape[0]):
        z = (inputs[t] + hidden[t] @ u).reshape(4, units)
        gate = 0.5 + 0.5 * np.tanh(z / 2)
        cell[t + 1] = gate[1] * cell[t] + gate[0] * np.tanh(z[2])
        hidden[t + 1] = gate[3] * np.tanh(cell[t + 1])
    return hidden[1:], cell[-1]


def lstm_parameters(units, features):
    """Four blocks, each a Dense layer on the features and the old state together."""
    total = 0
    for _ in ("i", "f", "c", "o"):
        total += (features + units + 1) * units
    return np.int64(total)
