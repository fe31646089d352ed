# fails: test_first_step, test_later_step, test_averages, test_hundred_steps, test_first_steps, test_settings, test_shapes
# Keeps one mean of the squares for the whole array.
import numpy as np
def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * gradient
    v = beta_2 * v + (1 - beta_2) * np.mean(np.square(gradient)) * np.ones(1)[0] if np.ndim(v) < 2 else np.mean(v)
    return w - learning_rate * m / (1 - beta_1**t) / (np.sqrt(v / (1 - beta_2**t)) + epsilon), m, v
