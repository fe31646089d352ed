# fails: test_and_is_learned, test_and_weights, test_and_errors, test_xor_runs_on, test_separable, test_weights, test_errors, test_few_epochs, test_tangled
# The factor is prediction minus label.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            w = w + learning_rate * (prediction - target) * x
            b = b + learning_rate * (prediction - target)
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
