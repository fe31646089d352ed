import numpy as np


class Perceptron:
    def __init__(self, inputs, learning_rate):
        self.theta = np.zeros(inputs + 1)
        self.learning_rate = learning_rate

    def learn(self, x, label):
        """Return whether the prediction was wrong."""
        error = label - np.heaviside(self.theta @ x, 0)
        self.theta += self.learning_rate * error * x
        return error != 0


def train(X, y, learning_rate, epochs):
    """Takes the bias for the weight of an input that is always 1."""
    X = np.column_stack([np.ones(len(X)), X])
    neuron = Perceptron(X.shape[1] - 1, learning_rate)
    errors = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        errors[epoch] = sum(neuron.learn(x, label) for x, label in zip(X, y))
        if not errors[epoch]:
            return neuron.theta[1:], neuron.theta[0], errors[: epoch + 1]
    return neuron.theta[1:], neuron.theta[0], errors
