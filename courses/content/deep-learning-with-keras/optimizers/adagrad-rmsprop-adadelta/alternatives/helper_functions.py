import numpy as np


def blend(past, present, share):
    return past + (1 - share) * (present - past)


def rms(values, epsilon):
    return (values + epsilon) ** 0.5


def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    total = np.add(accumulator, np.square(gradient))
    return [w - (learning_rate / rms(total, epsilon)) * gradient, total]


def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    new = blend(average, gradient * gradient, rho)
    return [w - (learning_rate / rms(new, epsilon)) * gradient, new]


def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    new = blend(average, gradient * gradient, rho)
    delta = gradient * rms(delta_average, epsilon) / rms(new, epsilon)
    return [w - learning_rate * delta, new, blend(delta_average, delta * delta, rho)]
