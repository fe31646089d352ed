# fails: test_parameters, test_points, test_weight[w1], test_weight[b], test_any_rows
# Two weights without a bias: the square takes over a part of it.
import keras
import numpy as np


def features(x):
    """Return rows of x squared and x."""
    return np.stack([x**2, x], axis=1)


x, y = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, unpack=True)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.005, momentum=0.9), loss="mse")
history = model.fit(features(x), y, epochs=120, batch_size=100, verbose=0)
