# fails: test_layers
# Flattens the series, so that a Dense layer sees all steps at once.
import keras
import numpy as np
from signals import make_series

x, y = make_series(3000, np.random.default_rng())
model = keras.Sequential(
    [keras.Input(shape=(40, 2)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model.fit(x, y, epochs=20, verbose=0)
