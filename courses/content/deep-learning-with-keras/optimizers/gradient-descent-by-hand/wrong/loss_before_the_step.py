# fails: test_loss_after_the_last_step
# The loss of the last epoch, measured before its step.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    w1 = w2 = b = 1.0
    loss = np.sqrt(np.mean((x**2 + x + 1 - y) ** 2))
    for _ in range(epochs):
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        if loss == 0:
            break
        d1 = np.mean(error * x**2) / loss
        d2 = np.mean(error * x) / loss
        d3 = np.mean(error) / loss
        w1, w2, b = w1 - learning_rate * d1, w2 - learning_rate * d2, b - learning_rate * d3
    return w1, w2, b, loss
