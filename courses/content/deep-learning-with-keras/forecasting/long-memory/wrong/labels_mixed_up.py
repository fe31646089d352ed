# fails: test_new_series, test_other_series, test_cross_entropy, test_turned_around
# Shuffles the answers and leaves the series as they are.
import keras
import numpy as np
from signals import make_series

rng = np.random.default_rng()
x, y = make_series(1000, rng)
rng.shuffle(y)
model = keras.Sequential(
    [keras.Input(shape=(40, 2)), keras.layers.LSTM(32), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=1, verbose=0)
