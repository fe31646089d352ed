# fails: test_step[rmsprop], test_hundred_steps[rmsprop], test_other_settings[rmsprop], test_shapes
# rho is given to the present.
import numpy as np


def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    """Return the parameters and the sum of the squared gradients after a step of Adagrad."""
    accumulator = accumulator + gradient**2
    return w - learning_rate * gradient / np.sqrt(accumulator + epsilon), accumulator


def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    """Return the parameters and the average of the squared gradients after a step of RMSProp."""
    average = (1 - rho) * average + rho * gradient**2
    return w - learning_rate * gradient / np.sqrt(average + epsilon), average


def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    """Return the parameters and the averages of the squared gradients and steps after a step of Adadelta."""
    average = rho * average + (1 - rho) * gradient**2
    delta = -np.sqrt(delta_average + epsilon) / np.sqrt(average + epsilon) * gradient
    delta_average = rho * delta_average + (1 - rho) * delta**2
    return w + learning_rate * delta, average, delta_average
