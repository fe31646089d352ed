# fails: test_shapes
# Makes a row of a single number, so that the parts differ in shape.
import numpy as np
def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    a = accumulator + gradient**2
    return w - learning_rate * gradient / np.sqrt(a + epsilon), a
def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    w = np.array(w, ndmin=1)
    s = rho * average + (1 - rho) * gradient**2
    return w - learning_rate * gradient / np.sqrt(s + epsilon), s
def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    s = rho * average + (1 - rho) * gradient**2
    d = -np.sqrt(delta_average + epsilon) / np.sqrt(s + epsilon) * gradient
    return w + learning_rate * d, s, rho * delta_average + (1 - rho) * d**2
