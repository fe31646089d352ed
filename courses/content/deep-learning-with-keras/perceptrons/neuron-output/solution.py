import numpy as np


def neuron(x, w, b):
    """Return 1 where the weighted sum of the inputs plus the bias is greater than 0, else 0."""
    return np.where(x @ w + b > 0, 1, 0)


if __name__ == "__main__":
    print(neuron(np.array([2.0, 1.0, 1.0]), np.array([0.5, -1.0, 2.0]), -1.0))
