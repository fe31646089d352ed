# fails: test_xor_runs_on, test_few_epochs, test_tangled
# Counts the epochs from 0 to epochs inclusive.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs + 1):
        wrong = 0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            w = w + learning_rate * (target - prediction) * x
            b = b + learning_rate * (target - prediction)
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
