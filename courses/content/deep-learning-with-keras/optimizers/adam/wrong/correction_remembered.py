# fails: test_averages, test_hundred_steps, test_shapes
# Returns the corrected averages.
import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return the parameters and both averages after step number t of Adam."""
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m = m / (1 - beta_1**t)
    v = v / (1 - beta_2**t)
    return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v
