# fails: test_parameters, test_known_pairs, test_ten, test_between, test_beyond
# Without a bias the line goes through the origin.
import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, use_bias=False)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
model.fit(x, y, epochs=15, verbose=0)
