import math


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))


def lstm_forward(x, W, U, b):
    """Return lists, computed number by number."""
    units = len(U)

    def total(block, k, row, h):
        column = block * units + k
        z = float(b[column])
        z += sum(float(row[j]) * float(W[j][column]) for j in range(len(row)))
        z += sum(h[j] * float(U[j][column]) for j in range(units))
        return z

    h, c, states = [0.0] * units, [0.0] * units, []
    for row in x:
        new_h, new_c = [], []
        for k in range(units):
            enters = sigmoid(total(0, k, row, h))
            stays = sigmoid(total(1, k, row, h))
            candidate = math.tanh(total(2, k, row, h))
            leaves = sigmoid(total(3, k, row, h))
            new_c.append(stays * c[k] + enters * candidate)
            new_h.append(leaves * math.tanh(new_c[k]))
        h, c = new_h, new_c
        states.append(h)
    return [states, c]


def lstm_parameters(units, features):
    """Count the entries of W, U and b."""
    width = units * 4
    return features * width + units * width + width
