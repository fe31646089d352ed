import numpy as np


def train(X, y, batch_size, learning_rate, epochs, rng):
    """Fit X w + b to y; return w, b and the loss of all rows after every update."""
    raise NotImplementedError("train is still to be written")


if __name__ == "__main__":
    X = np.array([[0.0], [1.0], [2.0], [3.0]])
    y = np.array([1.0, 3.0, 5.0, 7.0])
    print(train(X, y, 4, 0.1, 2, np.random.default_rng(1)))  # wanted: [1.87], 0.91, [0.535, 0.04435]
