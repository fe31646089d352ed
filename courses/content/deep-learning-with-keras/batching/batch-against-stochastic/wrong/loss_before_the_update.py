# fails: test_example, test_last_loss, test_whole_batch, test_single_rows, test_small_batches, test_new_orders
# Records the loss of all rows before each update.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            history.append(np.mean((X @ w + b - y) ** 2))
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * 2 * X[rows].T @ e / len(rows)
            b = b - learning_rate * 2 * e.mean()
    return w, b, history
