import numpy as np


class Line:
    def __init__(self, features):
        self.w = np.zeros((features, 1))
        self.b = np.zeros(1)

    def predict(self, X):
        return X @ self.w + self.b

    def loss(self, X, y):
        return np.square(self.predict(X) - y).sum() / len(y)

    def update(self, X, y, step):
        e = self.predict(X) - y
        m = X.shape[0]
        self.w -= step * (2.0 / m) * np.einsum("ij,ik->jk", X, e)
        self.b -= step * (2.0 / m) * e.sum(axis=0)


def train(X, y, batch_size, learning_rate, epochs, rng):
    column = y.reshape(-1, 1)
    line, history = Line(X.shape[1]), []
    for _ in range(epochs):
        keys = rng.random(len(X))
        order = np.argsort(keys)
        for rows in np.split(order, range(batch_size, len(X), batch_size)):
            line.update(X[rows], column[rows], learning_rate)
            history += [line.loss(X, column)]
    return [line.w[:, 0], line.b, history]
