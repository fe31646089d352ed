# fails: test_whole_batch
# Stops as soon as the loss hardly changes.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    for epoch in range(epochs):
        order = rng.permutation(n)
        if len(history) > 1 and abs(history[-1] - history[-2]) < 1e-4:
            break
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * 2 / len(rows) * (X[rows].T @ e)
            b = b - learning_rate * 2 / len(rows) * e.sum()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
