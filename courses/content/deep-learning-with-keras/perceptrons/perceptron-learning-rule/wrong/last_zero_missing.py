# fails: test_and_errors, test_errors, test_nothing_to_learn
# Leaves the loop before the 0 of the last epoch is noted.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            w = w + learning_rate * (target - prediction) * x
            b = b + learning_rate * (target - prediction)
            wrong += int(prediction != target)
        if wrong == 0:
            break
        errors.append(wrong)
    return w, b, errors
