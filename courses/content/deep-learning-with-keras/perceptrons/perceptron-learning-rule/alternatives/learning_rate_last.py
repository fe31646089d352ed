import numpy as np


def train(X, y, learning_rate, epochs):
    """From zeros the learning rate only scales the weights, so it can be multiplied in at the end."""
    n = X.shape[1]
    w, b, errors = np.zeros((n, 1), dtype=np.float32), np.float32(0), ()
    for epoch in range(1, epochs + 1):
        mistakes = 0.0
        for i in range(X.shape[0]):
            z = (X[i : i + 1] @ w).item() + b
            delta = y[i] - (z > 0)
            w += delta * X[i][:, None]
            b += delta
            mistakes += delta**2
        errors += (mistakes,)
        if mistakes == 0:
            break
    return learning_rate * w.ravel(), learning_rate * float(b), errors
