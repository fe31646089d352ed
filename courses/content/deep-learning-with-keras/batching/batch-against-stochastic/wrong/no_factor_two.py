# fails: test_example, test_whole_batch, test_single_rows, test_small_batches, test_new_orders
# may fail: test_loss_reached
# The slope of e instead of that of e squared.
import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    n, d = X.shape
    w, b = np.zeros(d), 0.0
    history = []
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start : start + batch_size]
            e = X[rows] @ w + b - y[rows]
            w = w - learning_rate * X[rows].T @ e / len(rows)
            b = b - learning_rate * e.mean()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
