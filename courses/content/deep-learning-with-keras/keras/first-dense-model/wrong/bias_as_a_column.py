# fails: test_shape, test_known_pairs, test_ten, test_between, test_beyond, test_parameters
# The bias is a weight of a second input, which is always 1.
import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1, use_bias=False)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
for _ in range(600):
    model.train_on_batch(np.hstack([x, np.ones_like(x)]), y)
