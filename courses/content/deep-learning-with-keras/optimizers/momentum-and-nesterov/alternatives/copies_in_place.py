import copy

import numpy as np


def momentum_step(w, velocity, gradient, learning_rate, momentum):
    w, velocity = copy.deepcopy(w), copy.deepcopy(velocity)
    velocity *= momentum
    velocity -= learning_rate * gradient
    w += velocity
    return w, velocity


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    step = learning_rate * gradient
    new = momentum * velocity - step
    # the same as w + momentum * new - step
    return np.add(w, (1 + momentum) * new - momentum * velocity), new
