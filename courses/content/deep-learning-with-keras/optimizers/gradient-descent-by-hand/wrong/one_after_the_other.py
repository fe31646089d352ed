# fails: test_one_step, test_running_problem, test_other_points[7], test_other_points[5], test_other_points[25]
# Each parameter moves before the next slope is computed.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    w1 = w2 = b = 1.0
    for _ in range(epochs):
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        if loss == 0:
            break
        d1 = np.mean(error * x**2) / loss
        w1 = w1 - learning_rate * d1
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        d2 = np.mean(error * x) / loss
        w2 = w2 - learning_rate * d2
        error = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(error**2))
        d3 = np.mean(error) / loss
        b = b - learning_rate * d3
    error = w1 * x**2 + w2 * x + b - y
    return w1, w2, b, np.sqrt(np.mean(error**2))
