# fails: test_first_step, test_later_step, test_averages, test_hundred_steps, test_first_steps, test_settings, test_shapes
# beta_1 is used for the squares and beta_2 for the gradients.
import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Return the parameters and both averages after step number t of Adam."""
    m = beta_2 * m + (1 - beta_2) * gradient
    v = beta_1 * v + (1 - beta_1) * gradient**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v
