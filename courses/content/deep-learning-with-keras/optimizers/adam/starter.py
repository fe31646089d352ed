import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return the parameters and both averages after step number t of Adam."""
    raise NotImplementedError("adam_step is still to be written")


if __name__ == "__main__":
    w, m, v = np.array([1.0, 2.0]), np.zeros(2), np.zeros(2)
    print(adam_step(w, m, v, 1, np.array([3.0, -0.5]), 0.1))  # wanted: [0.9 2.1] [0.3 -0.05] [0.009 0.00025]
