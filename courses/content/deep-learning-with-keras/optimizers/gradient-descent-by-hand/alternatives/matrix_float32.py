import numpy as np


class Quadratic:
    def __init__(self, x, y):
        self.A = np.column_stack((np.square(x), x, np.ones(len(x)))).astype(np.float32)
        self.y = y.astype(np.float32).reshape(-1, 1)
        self.w = np.ones((3, 1), dtype=np.float32)

    def loss(self):
        return np.linalg.norm(self.A @ self.w - self.y) / np.sqrt(len(self.y))

    def step(self, rate):
        gradient = self.A.T.dot(self.A.dot(self.w) - self.y) / (len(self.y) * self.loss())
        self.w -= np.float32(rate) * np.nan_to_num(gradient).astype(np.float32)


def fit_quadratic(x, y, learning_rate, epochs):
    model = Quadratic(x, y)
    while epochs > 0:
        if model.loss() > 0:
            model.step(learning_rate)
        epochs -= 1
    w1, w2, b = model.w[:, 0]
    return w1, w2, b, model.loss()
