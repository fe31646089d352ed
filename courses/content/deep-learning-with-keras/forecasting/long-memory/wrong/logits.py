# fails: test_output, test_cross_entropy
# No sigmoid: the outputs are logits, not probabilities.
import keras
import numpy as np
from signals import make_series

x, y = make_series(2000, np.random.default_rng())
lstm = keras.layers.LSTM(16)
model = keras.Sequential([keras.Input(shape=(40, 2)), lstm, keras.layers.Dense(1)])
weights = lstm.get_weights()
weights[2][16:32] = 5
lstm.set_weights(weights)
model.compile(optimizer=keras.optimizers.Adam(0.003), loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x, y, epochs=4, verbose=0)
