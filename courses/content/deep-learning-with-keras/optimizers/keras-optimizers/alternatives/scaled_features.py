import keras
import numpy as np


def fit(x, y):
    """Functional model on scaled features; the scaling is taken out of the weights at the end."""
    keras.utils.set_random_seed(3)
    squares = x**2
    mean, spread = squares.mean(), squares.std()
    table = np.stack([(squares - mean) / spread, x / 3], axis=1)
    inputs = keras.Input((2,))
    model = keras.Model(inputs, keras.layers.Dense(1, kernel_initializer="zeros")(inputs))
    model.compile(optimizer=keras.optimizers.get({"class_name": "SGD", "config": {"learning_rate": 0.2, "momentum": 0.5, "nesterov": True}}), loss=keras.losses.MeanSquaredError())
    for step in range(120):
        model.train_on_batch(table, y[:, None])
    (k, c) = model.get_weights()
    w1, w2 = k[0, 0] / spread, k[1, 0] / 3
    return np.array([w1, w2, c[0] - w1 * mean])
