# fails: test_inputs_unchanged
# Shuffles the caller's arrays.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    for _ in range(epochs):
        state = rng.bit_generator.state
        rng.shuffle(X)
        rng.bit_generator.state = state
        rng.shuffle(y)
        for start in range(0, n, batch_size):
            rows = slice(start, start + batch_size)
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * 2 * X[rows].T @ e / len(e)
            b = b - learning_rate * 2 * e.mean()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
