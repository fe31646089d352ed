# fails: test_and_weights, test_and_errors, test_xor_runs_on, test_weights, test_errors, test_few_epochs, test_tangled
# Collects the changes and applies them at the end of the epoch.
import numpy as np


def train(X, y, learning_rate, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong, dw, db = 0, 0.0, 0.0
        for x, target in zip(X, y):
            prediction = int(x @ w + b > 0)
            dw = dw + learning_rate * (target - prediction) * x
            db = db + learning_rate * (target - prediction)
            wrong += int(prediction != target)
        w, b = w + dw, b + db
        errors.append(wrong)
        if wrong == 0:
            break
    return w, b, errors
