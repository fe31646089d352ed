import keras
import numpy as np
import tensorflow as tf


def fit(x, y):
    """Return w1, w2, b of the parabola through the points, trained by a Keras optimizer."""
    raise NotImplementedError("fit is still to be written")


if __name__ == "__main__":
    x = np.arange(-50, 50) / 10
    print(fit(x, 2 * x**2 + 3 * x + 5))  # wanted: close to 2, 3, 5
