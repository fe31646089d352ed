# fails: test_example, test_features, test_points, test_weight[w1], test_weight[w2], test_any_rows
# Scales the rows before the training: the weights are those of other numbers.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2 / 25, x / 5], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.2, momentum=0.8), loss="mse")
history = model.fit(features(x), y, epochs=40, batch_size=10, verbose=0)
