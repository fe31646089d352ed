# fails: test_example, test_noise, test_whole_batch, test_small_batches, test_loss_reached
# Adds the slopes of the batch up instead of taking their mean.
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
            w = w - learning_rate * 2 * X[rows].T @ e
            b = b - learning_rate * 2 * e.sum()
            history.append(np.mean((X @ w + b - y) ** 2))
    return w, b, history
