# fails: test_new_orders, test_seeds
# Goes through the rows in the order in which they stand.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    for _ in range(epochs):
        order = np.arange(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * 2 * X[rows].T @ e / len(rows)
            b = b - learning_rate * 2 * e.mean()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
