import numpy as np


def momentum_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with momentum."""
    raise NotImplementedError("momentum_step is still to be written")


def nesterov_step(w, velocity, gradient, learning_rate, momentum):
    """Return the parameters and the velocity after a step with Nesterov's momentum."""
    raise NotImplementedError("nesterov_step is still to be written")


if __name__ == "__main__":
    w, velocity = np.array([1.0, 2.0]), np.zeros(2)
    for gradient in (np.array([1.0, -2.0]), np.array([1.0, -2.0])):
        w, velocity = momentum_step(w, velocity, gradient, 0.1, 0.5)
    print(w, velocity)  # wanted: [0.75 2.5 ] [-0.15  0.3 ]
