# fails: test_large[linear], test_large[relu]
# Computes everything in float32, which misses 1e-6.
import numpy as np


def _a(x):
    x = np.asarray(x)
    return x.astype(np.float32).astype(np.float32 if x.dtype == np.float32 else np.float64)


def linear(x):
    return _a(x)


def sigmoid(x):
    x = _a(x)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e)).astype(x.dtype)


def tanh(x):
    return np.tanh(_a(x))


def relu(x):
    return np.maximum(_a(x), 0)
