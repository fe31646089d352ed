# fails: test_points, test_weight, test_any_rows, test_history
# Adam with its default learning rate has hardly begun after 8 epochs.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2, x], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
history = model.fit(features(x), y, epochs=8, batch_size=5, verbose=0)
