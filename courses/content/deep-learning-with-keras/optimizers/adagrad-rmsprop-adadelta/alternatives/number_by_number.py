from math import sqrt

import numpy as np


def everywhere(rule, *arrays):
    shape = np.shape(arrays[0])
    rows = [rule(*map(float, numbers)) for numbers in zip(*(np.ravel(a) for a in arrays))]
    columns = [np.array(column).reshape(shape) for column in zip(*rows)]
    return tuple(columns)


def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    def rule(w, a, g):
        a += g * g
        return w - learning_rate * g / sqrt(a + epsilon), a

    return everywhere(rule, w, accumulator, gradient)


def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    def rule(w, s, g):
        s = rho * s + (1 - rho) * g * g
        return w - learning_rate * g / sqrt(s + epsilon), s

    return everywhere(rule, w, average, gradient)


def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    def rule(w, s, d, g):
        s = rho * s + (1 - rho) * g * g
        step = g * sqrt((d + epsilon) / (s + epsilon))
        return w - learning_rate * step, s, rho * d + (1 - rho) * step**2

    return everywhere(rule, w, average, delta_average, gradient)
