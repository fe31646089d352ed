# fails: test_tape
# The slopes are derived by hand.
import numpy as np


def fit_quadratic(x, y, learning_rate, epochs):
    """Return w1, w2, b and the loss after descending the root mean squared error."""
    features = np.stack([x**2, x, np.ones_like(x)])
    parameters = np.ones(3)
    for _ in range(epochs):
        error = parameters @ features - y
        loss = np.sqrt(np.mean(error**2))
        if loss > 0:
            parameters = parameters - learning_rate * features @ error / (len(x) * loss)
    return *parameters, np.sqrt(np.mean((parameters @ features - y) ** 2))
