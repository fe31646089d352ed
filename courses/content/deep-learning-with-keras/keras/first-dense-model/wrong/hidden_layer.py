# fails: test_parameters
# A hidden layer without an activation: still a line, with 13 parameters.
import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(4), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="mse")
for _ in range(150):
    model.train_on_batch(x, y)
