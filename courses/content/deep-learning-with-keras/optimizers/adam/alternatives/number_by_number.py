from math import sqrt

import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=1e-3, beta_1=0.9, beta_2=0.999, epsilon=1e-07):
    def one(w, m, v, g):
        m = beta_1 * m + g - beta_1 * g
        v = beta_2 * v + g * g - beta_2 * g * g
        return w - learning_rate * (m / (1 - beta_1**t)) / (sqrt(v / (1 - beta_2**t)) + epsilon), m, v

    if not isinstance(w, np.ndarray):
        return one(w, m, v, gradient)
    result = np.array([one(*row) for row in zip(w.flat, m.flat, v.flat, gradient.flat)])
    return tuple(column.reshape(w.shape) for column in result.T)
