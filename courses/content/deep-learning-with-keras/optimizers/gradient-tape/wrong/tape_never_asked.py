# fails: test_tape
# Derives the slopes by hand and calls them gradient; the tape records for nobody.
import numpy as np
import tensorflow as tf
def fit_quadratic(x, y, learning_rate, epochs):
    p = np.ones(3)
    for _ in range(epochs):
        with tf.GradientTape() as tape:   # recorded, never asked
            e = p[0] * x**2 + p[1] * x + p[2] - y
            loss = np.sqrt(np.mean(e**2))
        if loss == 0:
            break
        gradient = np.array([np.mean(e * x**2), np.mean(e * x), np.mean(e)]) / loss
        p = p - learning_rate * gradient
    return *p, np.sqrt(np.mean((p[0] * x**2 + p[1] * x + p[2] - y) ** 2))
