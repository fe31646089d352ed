from math import tanh


def rnn_forward(x, W, U, b):
    """Return a list with one list of states for each step, computed without arrays."""
    units = len(b)
    before = [0.0] * units
    states = []
    for row in x:
        now = []
        for k in range(units):
            total = float(b[k])
            for feature, value in enumerate(row):
                total += float(value) * float(W[feature][k])
            for j in range(units):
                total += before[j] * float(U[j][k])
            now.append(tanh(total))
        states.append(now)
        before = now
    return states
