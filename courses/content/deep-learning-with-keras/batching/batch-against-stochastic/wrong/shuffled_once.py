# fails: test_new_orders
# Shuffles before the first epoch only.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    order = rng.permutation(n)
    for _ in range(epochs):
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * 2 * X[rows].T @ e / len(rows)
            b = b - learning_rate * 2 * e.mean()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
