# fails: test_other_points[7], test_other_points[5], test_other_points[25]
# Divides by 100, however many points there are.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    w1 = w2 = b = 1.0
    for _ in range(epochs):
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        if loss == 0:
            break
        d1 = np.sum(error * x**2) / 100 / loss
        d2 = np.sum(error * x) / 100 / loss
        d3 = np.sum(error) / 100 / loss
        w1, w2, b = w1 - learning_rate * d1, w2 - learning_rate * d2, b - learning_rate * d3
    error = w1 * x**2 + w2 * x + b - y
    return w1, w2, b, np.sqrt(np.mean(error**2))
