import numpy as np


def sgd(w, m, g, lr, mu, nesterov):
    m = np.subtract(np.multiply(mu, m), np.multiply(lr, g))
    delta = mu * m - lr * g if nesterov else m
    return [w + delta, m]


def momentum_step(w, velocity, gradient, learning_rate, momentum):
    return sgd(w, velocity, gradient, learning_rate, momentum, False)


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    return sgd(w, velocity, gradient, learning_rate, momentum, nesterov=True)
