# fails: test_later_step, test_hundred_steps, test_first_steps, test_settings, test_shapes
# Divides by 1 - beta in every step.
import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return the parameters and both averages after step number t of Adam."""
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * gradient**2
    m_hat = m / (1 - beta_1)
    v_hat = v / (1 - beta_2)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v
