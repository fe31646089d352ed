import keras
import numpy as np
from signals import make_series

x, y = make_series(2000, np.random.default_rng())

lstm = keras.layers.LSTM(32)
model = keras.Sequential([keras.Input(shape=(40, 2)), lstm, keras.layers.Dense(1, activation="sigmoid")])

# Let the forget gates begin almost open: sigmoid(5) is 0.99
kernel, recurrent, bias = lstm.get_weights()
bias[32:64] = 5
lstm.set_weights([kernel, recurrent, bias])

model.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
model.fit(x, y, batch_size=64, epochs=4, verbose=0)
