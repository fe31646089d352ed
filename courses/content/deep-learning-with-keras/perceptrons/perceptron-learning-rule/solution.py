import numpy as np


def train(X, y, learning_rate, epochs):
    """Train one neuron with the perceptron rule; return the weights, the bias and the errors of each epoch."""
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = 1 if x @ w + b > 0 else 0
            step = learning_rate * (target - prediction)
            w = w + step * x
            b = b + step
            wrong += abs(target - prediction)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
