import numpy as np


def minibatches(A, y, batch_size, rng):
    table = np.hstack([A, y[:, np.newaxis]])
    rng.shuffle(table)
    for start in range(0, table.shape[0], batch_size):
        part = table[start : start + batch_size]
        yield part[:, :-1], part[:, -1]


def train(X, y, batch_size, learning_rate, epochs, rng):
    """The bias as one more weight, on a column of ones."""
    A = np.insert(X, 0, 1.0, axis=1)
    theta = np.zeros(A.shape[1])
    losses = []
    for _ in range(epochs):
        for a, target in minibatches(A, y, batch_size, rng):
            gradient = (a * (a @ theta - target)[:, None]).mean(axis=0) * 2
            theta = theta - learning_rate * gradient
            losses.append(((A @ theta - y) ** 2).mean())
    return theta[1:], theta[0], np.array(losses)
