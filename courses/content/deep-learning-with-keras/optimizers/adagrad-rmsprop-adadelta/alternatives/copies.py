import numpy as np


class State:
    """Copies of what was handed in, so that they may be changed."""

    def __init__(self, *parts):
        self.parts = [np.array(part, dtype=float) for part in parts]


def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    w, total, g = State(w, accumulator, gradient).parts
    total += g**2
    w -= learning_rate * g / np.sqrt(total + epsilon)
    return w, total


def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    w, mean, g = State(w, average, gradient).parts
    mean *= rho
    mean += (1 - rho) * g**2
    w -= learning_rate * g * np.power(mean + epsilon, -0.5)
    return w, mean


def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    w, mean, delta_mean, g = State(w, average, delta_average, gradient).parts
    mean *= rho
    mean += (1 - rho) * g**2
    delta = np.sqrt((delta_mean + epsilon) / (mean + epsilon)) * g
    w -= learning_rate * delta
    delta_mean *= rho
    delta_mean += (1 - rho) * delta**2
    return w, mean, delta_mean
