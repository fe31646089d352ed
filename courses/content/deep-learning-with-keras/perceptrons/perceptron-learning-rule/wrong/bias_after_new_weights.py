# fails: test_and_is_learned, test_and_weights, test_and_errors, test_xor_runs_on, test_weights, test_errors, test_few_epochs, test_tangled
# Predicts again for the bias, with the weights already changed.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            w = w + learning_rate * (target - prediction) * x
            b = b + learning_rate * (target - int(x @ w + b > 0))
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
