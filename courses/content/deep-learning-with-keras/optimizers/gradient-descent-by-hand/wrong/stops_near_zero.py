# fails: test_other_points[5]
# Stops where the loss is small, not only where it is 0.
import numpy as np
def fit_quadratic(x, y, learning_rate, epochs):
    w1 = w2 = b = 1.0
    for _ in range(epochs):
        e = w1 * x**2 + w2 * x + b - y
        loss = np.sqrt(np.mean(e**2))
        if loss < 0.05:    # as good as 0
            break
        g1, g2, g3 = np.mean(e * x**2) / loss, np.mean(e * x) / loss, np.mean(e) / loss
        w1, w2, b = w1 - learning_rate * g1, w2 - learning_rate * g2, b - learning_rate * g3
    loss = np.sqrt(np.mean((w1 * x**2 + w2 * x + b - y) ** 2))
    return w1, w2, b, loss
