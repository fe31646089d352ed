# fails: test_any_rows
# ReLU fits this parabola, which is positive everywhere, and can never be negative.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2, x], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1, activation="relu", kernel_initializer="ones")])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.3), loss="mse")
history = model.fit(features(x), y, epochs=40, batch_size=10, verbose=0)
