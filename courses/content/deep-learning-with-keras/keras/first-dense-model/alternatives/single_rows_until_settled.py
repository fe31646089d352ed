from tensorflow import keras
import numpy as np

xs = [-1, 0, 1, 2, 3, 4]
ys = [5, 6, 7, 8, 9, 10]

model = keras.Sequential([keras.layers.InputLayer(shape=[1]), keras.layers.Dense(1, kernel_initializer="he_normal")])
model.compile(optimizer=keras.optimizers.SGD(0.05), loss="mean_squared_error")
stop = keras.callbacks.EarlyStopping(monitor="loss", min_delta=1e-9, patience=5)
model.fit(np.array(xs, dtype=float), np.array(ys, dtype=float), batch_size=1, epochs=150, callbacks=[stop], verbose=0)
