# fails: test_one_step, test_running_problem, test_other_points
# Solves the least squares problem and takes no step at all.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    w1, w2, b = np.polyfit(x, y, 2) if epochs else (1.0, 1.0, 1.0)
    error = w1 * x**2 + w2 * x + b - y
    return w1, w2, b, np.sqrt(np.mean(error**2))
