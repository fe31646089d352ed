import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    """The loss of all rows from sums that are computed once."""
    A = np.column_stack([X, np.ones(len(X))])
    n, products, mixed, squares = len(y), A.T @ A, A.T @ y, y @ y
    v = np.zeros(A.shape[1])
    history = np.empty(0)
    for _ in range(int(epochs)):
        shuffled = rng.choice(n, n, replace=False)
        for k in range(-(-n // batch_size)):
            rows = shuffled[k * batch_size : min((k + 1) * batch_size, n)]
            a, t = A[rows], y[rows]
            v = v + 2 * learning_rate * a.T @ (t - a @ v) / rows.size
            history = np.append(history, (v @ products @ v - 2 * v @ mixed + squares) / n)
    return v[:-1], v[-1], history
