# fails: test_shape, test_history, test_points, test_weight, test_any_rows
# The learning rate of the first model: here every step is far too long.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2, x], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
history = model.fit(features(x), y, epochs=15, batch_size=10, verbose=0)
