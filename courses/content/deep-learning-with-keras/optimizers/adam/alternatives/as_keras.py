import numpy as np


def adam_step(w, m, v, t, gradient, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Keras's form: the corrections go into the learning rate."""
    alpha = learning_rate * np.sqrt(1 - np.power(beta_2, t)) / (1 - np.power(beta_1, t))
    new_m = m + (gradient - m) * (1 - beta_1)
    new_v = v + (np.square(gradient) - v) * (1 - beta_2)
    return [w - alpha * new_m / (np.sqrt(new_v) + epsilon), new_m, new_v]
