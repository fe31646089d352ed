# fails: test_weights, test_errors, test_few_epochs, test_tangled
# may fail: test_and_weights, test_and_errors, test_xor_runs_on
# Shuffles the rows in every epoch.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        order = np.random.default_rng(1).permutation(len(X))
        for x, target in zip(X[order], y[order]):
            prediction = int(x @ w + b > 0)
            w = w + learning_rate * (target - prediction) * x
            b = b + learning_rate * (target - prediction)
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
