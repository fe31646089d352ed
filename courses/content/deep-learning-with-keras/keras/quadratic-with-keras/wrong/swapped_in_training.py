# fails: test_points, test_weight[w1], test_weight[w2], test_any_rows
# Trains on x first and its square second.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2, x], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.3), loss="mse")
history = model.fit(features(x)[:, ::-1], y, epochs=40, batch_size=10, verbose=0)
