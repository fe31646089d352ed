# fails: test_input_unchanged
# Works with the labels -1 and 1 and writes them into the array of the caller.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    y[y == 0] = -1
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = 1 if x @ w + b > 0 else -1
            w = w + learning_rate / 2 * (target - prediction) * x
            b = b + learning_rate / 2 * (target - prediction)
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
