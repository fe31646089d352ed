# Plain Python for each number, and the array put together afterwards.
import math

import numpy as np


def one_by_one(function, x):
    x = np.asarray(x)
    dtype = x.dtype if x.dtype in (np.float32, np.float64) else np.float64
    if x.ndim == 0:
        return function(float(x))
    result = np.empty(x.shape, dtype)
    for place in np.ndindex(x.shape):
        result[place] = function(float(x[place]))
    return result


def one_sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    e = math.exp(v)
    return e / (1 + e)


def linear(x):
    return one_by_one(lambda v: v, x)


def sigmoid(x):
    return one_by_one(one_sigmoid, x)


def tanh(x):
    return one_by_one(math.tanh, x)


def relu(x):
    return one_by_one(lambda v: v if v > 0 else 0.0, x)
