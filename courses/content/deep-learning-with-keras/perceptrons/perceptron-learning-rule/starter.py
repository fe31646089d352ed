import numpy as np


def train(X, y, learning_rate, epochs):
    """Train one neuron with the perceptron rule; return the weights, the bias and the errors of each epoch."""
    raise NotImplementedError("train is still to be written")


if __name__ == "__main__":
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([0, 0, 0, 1])  # AND
    print(train(X, y, 0.5, 20))  # wanted: weights 1.0 and 0.5, bias -1.0, errors [1, 3, 3, 2, 1, 0]
