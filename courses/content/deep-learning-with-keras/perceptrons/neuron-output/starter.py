import numpy as np


def neuron(x, w, b):
    """Return 1 where the weighted sum of the inputs plus the bias is greater than 0, else 0."""
    raise NotImplementedError("neuron is still to be written")


if __name__ == "__main__":
    w = np.array([0.5, -1.0, 2.0])
    print(neuron(np.array([2.0, 1.0, 1.0]), w, -1.0))  # wanted: 1
