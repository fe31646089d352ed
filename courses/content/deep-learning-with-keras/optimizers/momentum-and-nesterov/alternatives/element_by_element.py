import numpy as np


def _apply(rule, w, velocity, gradient):
    if np.ndim(w) == 0:
        return rule(float(w), float(velocity), float(gradient))
    pairs = [rule(a, b, c) for a, b, c in zip(np.ravel(w), np.ravel(velocity), np.ravel(gradient))]
    shape = np.shape(w)
    return np.array([p[0] for p in pairs]).reshape(shape), np.array([p[1] for p in pairs]).reshape(shape)


def momentum_step(w, velocity, gradient, learning_rate, momentum):
    def rule(w, v, g):
        v = v * momentum + g * -learning_rate
        return w + v, v

    return _apply(rule, w, velocity, gradient)


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    def rule(w, v, g):
        return (
            w + momentum**2 * v - (1 + momentum) * learning_rate * g,
            v * momentum - g * learning_rate,
        )

    return _apply(rule, w, velocity, gradient)
