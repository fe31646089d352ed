# fails: test_and_weights, test_weights, test_few_epochs, test_tangled
# Forgets the learning rate.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            w = w + (target - prediction) * x
            b = b + (target - prediction)
            wrong += int(prediction != target)
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
