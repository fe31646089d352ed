import keras
import numpy as np
from keras import layers
from signals import make_series

UNITS = 24
series, answers = make_series(3000, np.random.default_rng(1))

inputs = keras.Input((None, 2))
memory = layers.LSTM(UNITS)
hidden = layers.Dense(8)(memory(inputs))
hidden = layers.Activation("relu")(hidden)
outputs = layers.Dense(1, activation="sigmoid")(hidden)
model = keras.Model(inputs, outputs)

kernel, recurrent, bias = memory.get_weights()
bias[UNITS : 2 * UNITS] = 5
memory.set_weights([kernel, recurrent, bias])

model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(learning_rate=0.004, clipnorm=1.0), metrics=["accuracy"])
model.fit(series, answers.astype("float32"), batch_size=64, epochs=6, verbose=2)
