# fails: test_table[d_relu], test_exact, test_corner, test_large[d_relu], test_shapes
# Measures the slopes in the place of computing them.
import numpy as np


def slope(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def d_sigmoid(x):
    return slope(lambda v: 0.5 * (1 + np.tanh(v / 2)), x)


def d_tanh(x):
    return slope(np.tanh, x)


def d_relu(x):
    return slope(lambda v: np.maximum(v, 0), x)
