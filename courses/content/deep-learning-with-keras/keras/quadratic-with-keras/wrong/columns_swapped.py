# fails: test_example, test_features, test_points, test_weight[w1], test_weight[w2], test_any_rows
# x first and its square second, everywhere.
import keras
import numpy as np


def features(x):
    """Return rows of x and its square."""
    return np.stack([x, x**2], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.3), loss="mse")
history = model.fit(features(x), y, epochs=40, batch_size=10, verbose=0)
