import numpy as np


def binary_crossentropy(y_true, y_pred):
    """Return the mean loss of yes-or-no answers."""
    raise NotImplementedError("binary_crossentropy is still to be written")


def categorical_crossentropy(y_true, y_pred):
    """Return the mean loss of class probabilities for one-hot labels."""
    raise NotImplementedError("categorical_crossentropy is still to be written")


def sparse_categorical_crossentropy(y_true, y_pred):
    """Return the mean loss of class probabilities for class numbers."""
    raise NotImplementedError("sparse_categorical_crossentropy is still to be written")


if __name__ == "__main__":
    p = np.array([[0.30, 0.15, 0.55]])
    print(binary_crossentropy(np.array([1]), np.array([0.69])))  # wanted: 0.3711
    print(categorical_crossentropy(np.array([[0, 0, 1]]), p))  # wanted: 0.5978
    print(sparse_categorical_crossentropy(np.array([2]), p))  # wanted: 0.5978
