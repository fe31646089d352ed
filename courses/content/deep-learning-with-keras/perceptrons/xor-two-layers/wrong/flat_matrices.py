# fails: test_matrices_table, test_matrices_everywhere
# W2 without a second axis, b2 a number.
import numpy as np


def AND(x1, x2):
    """A neuron with the weights 1 and 1 and the bias -1.5."""
    return int(x1 + x2 - 1.5 > 0)


def OR(x1, x2):
    """A neuron with the weights 1 and 1 and the bias -0.5."""
    return int(x1 + x2 - 0.5 > 0)


def NAND(x1, x2):
    """A neuron with the weights -1 and -1 and the bias 1.5."""
    return int(-x1 - x2 + 1.5 > 0)


def xor(x1, x2):
    """Return what AND says about the answers of OR and NAND."""
    return AND(OR(x1, x2), NAND(x1, x2))


W1 = np.array([[1.0, -1.0], [1.0, -1.0]])
b1 = np.array([-0.5, 1.5])
W2 = np.array([1.0, 1.0])
b2 = -1.5


def step(z):
    """Return 1 where z is above 0, else 0."""
    return np.where(z > 0, 1, 0)


def network(X, W1, b1, W2, b2):
    """Return what two layers of step neurons say about each row of X."""
    return step(step(X @ W1 + b1) @ W2 + b2)
