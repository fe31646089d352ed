import keras
import numpy as np
from keras import ops

SCHEDULE = keras.optimizers.schedules.ExponentialDecay(1.0, decay_steps=20, decay_rate=0.5)


class Parabola:
    """Root mean squared error with slopes derived on paper, stepped by RMSprop with a decaying rate."""

    def __init__(self, x, y):
        self.features = np.stack([x**2, x, np.ones_like(x)])
        self.y = y
        self.w = keras.Variable(np.zeros(3))
        self.optimizer = keras.optimizers.RMSprop(learning_rate=SCHEDULE)

    def step(self):
        error = self.w.numpy() @ self.features - self.y
        slope = self.features @ error / (len(error) * np.sqrt(np.mean(error**2)) + 1e-12)
        self.optimizer.apply([ops.convert_to_tensor(slope, "float32")], [self.w])


def fit(x, y):
    parabola = Parabola(x, y)
    for _ in range(200):
        parabola.step()
    return ops.convert_to_tensor(parabola.w)
