# Plain Python for one number, repeated for lists and arrays; results are nested lists.
import math


def everywhere(slope, x):
    if hasattr(x, "tolist"):
        x = x.tolist()
    if isinstance(x, list):
        return [everywhere(slope, v) for v in x]
    return slope(x)


def d_sigmoid(x):
    def slope(v):
        s = 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
        return s * (1 - s)

    return everywhere(slope, x)


def d_tanh(x):
    return everywhere(lambda v: 1 - math.tanh(v) ** 2, x)


def d_relu(x):
    return everywhere(lambda v: 1 if v > 0 else 0, x)
