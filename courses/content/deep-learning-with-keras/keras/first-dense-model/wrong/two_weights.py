# fails: test_parameters
# Two weights and no bias: the 6 is written into a Rescaling.
import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

weight = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
other = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
model = keras.Sequential([keras.Input(shape=(1,)), weight, keras.layers.Rescaling(1.0, offset=6.0), other])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.03), loss="mse")
for _ in range(600):
    model.train_on_batch(x, y)
