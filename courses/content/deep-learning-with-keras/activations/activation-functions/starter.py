import numpy as np


def linear(x):
    """Return x."""
    raise NotImplementedError("linear is still to be written")


def sigmoid(x):
    """Return 1 / (1 + e^-x)."""
    raise NotImplementedError("sigmoid is still to be written")


def tanh(x):
    """Return (e^x - e^-x) / (e^x + e^-x)."""
    raise NotImplementedError("tanh is still to be written")


def relu(x):
    """Return max(0, x)."""
    raise NotImplementedError("relu is still to be written")


if __name__ == "__main__":
    print(relu(np.array([-2.0, 0.0, 3.0])))  # wanted: [0. 0. 3.]
