# fails: test_layers
# A Bidirectional layer, one half of which reads backwards.
import keras
import numpy as np
from signals import make_series

x, y = make_series(1000, np.random.default_rng())
model = keras.Sequential(
    [
        keras.Input(shape=(40, 2)),
        keras.layers.Bidirectional(keras.layers.LSTM(16)),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
model.fit(x, y, epochs=3, verbose=0)
