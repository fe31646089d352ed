# fails: test_loss_zero
# Divides by the loss even where it is 0.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    w1 = w2 = b = 1.0
    for _ in range(epochs):
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        d1 = np.mean(error * x**2) / loss
        d2 = np.mean(error * x) / loss
        d3 = np.mean(error) / loss
        w1, w2, b = w1 - learning_rate * d1, w2 - learning_rate * d2, b - learning_rate * d3
    error = w1 * x**2 + w2 * x + b - y
    return w1, w2, b, np.sqrt(np.mean(error**2))
