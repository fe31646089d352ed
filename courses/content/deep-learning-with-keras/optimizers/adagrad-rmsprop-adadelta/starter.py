import numpy as np


def adagrad_step(w, accumulator, gradient, learning_rate, epsilon=1e-7):
    """Return the parameters and the sum of the squared gradients after a step of Adagrad."""
    raise NotImplementedError("adagrad_step is still to be written")


def rmsprop_step(w, average, gradient, learning_rate, rho=0.9, epsilon=1e-7):
    """Return the parameters and the average of the squared gradients after a step of RMSProp."""
    raise NotImplementedError("rmsprop_step is still to be written")


def adadelta_step(w, average, delta_average, gradient, learning_rate, rho=0.95, epsilon=1e-7):
    """Return the parameters and the averages of the squared gradients and steps after a step of Adadelta."""
    raise NotImplementedError("adadelta_step is still to be written")


if __name__ == "__main__":
    w, gradient = np.array([1.0, 2.0]), np.array([3.0, -0.5])
    print(adagrad_step(w, np.full(2, 0.1), gradient, 0.1))  # wanted: [0.90055 2.08452] [9.1 0.35]
    print(rmsprop_step(w, np.zeros(2), gradient, 0.1))  # wanted: [0.68377 2.31623] [0.9 0.025]
