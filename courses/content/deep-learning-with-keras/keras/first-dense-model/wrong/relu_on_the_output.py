# fails: test_beyond
# ReLU fits the positive known values and can never be negative.
import keras
import numpy as np

x = np.array([-1, 0, 1, 2, 3, 4], dtype="float32").reshape(-1, 1)
y = np.array([5, 6, 7, 8, 9, 10], dtype="float32").reshape(-1, 1)

model = keras.Sequential(
    [keras.Input(shape=(1,)), keras.layers.Dense(1, activation="relu", kernel_initializer="ones", bias_initializer="ones")]
)
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mse")
for _ in range(120):
    model.train_on_batch(x, y)
