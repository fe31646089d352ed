# fails: test_input_unchanged
# Clips the array of the caller.
import numpy as np


def _s(x):
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def d_tanh(x):
    return 1 - np.tanh(np.asarray(x, float)) ** 2


def d_relu(x):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)[()]


def d_sigmoid(x):
    x = np.asarray(x, float)
    np.clip(x, -50, 50, out=x) if x.ndim else None
    x = np.clip(x, -50, 50)
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)
