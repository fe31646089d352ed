# fails: test_layers
# Reads from the last step to the first, which leaves nothing to remember.
import keras
import numpy as np
from signals import make_series

x, y = make_series(1000, np.random.default_rng())
model = keras.Sequential(
    [
        keras.Input(shape=(40, 2)),
        keras.layers.LSTM(16, go_backwards=True),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
model.fit(x, y, epochs=3, verbose=0)
