# A decorator takes care of lists and dtypes, and the sigmoid comes from logaddexp.
from functools import wraps

import numpy as np


def on_floats(function):
    @wraps(function)
    def wrapper(x):
        x = np.asarray(x)
        if x.dtype.kind != "f":
            x = x.astype("float64")
        return function(x)

    return wrapper


@on_floats
def linear(x):
    return +x


@on_floats
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


@on_floats
def tanh(x):
    return 2 * sigmoid(2 * x) - 1


@on_floats
def relu(x):
    return (x + abs(x)) / 2


print("relu of -3 to 3:", relu(np.arange(-3, 4)))
