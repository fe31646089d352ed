# fails: test_optimizer
# Solves the problem without training.
import keras
import numpy as np


def fit(x, y):
    optimizer = keras.optimizers.Adam()
    w = keras.Variable(np.polyfit(x, y, 2))
    optimizer.apply([np.zeros(3, "float32")], [w])
    return w
