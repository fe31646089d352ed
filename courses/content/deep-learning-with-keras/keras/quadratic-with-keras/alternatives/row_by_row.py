from tensorflow import keras
from tensorflow.keras.layers import Dense
import numpy as np


def features(x):
    x = x.astype(float).reshape(-1, 1)
    return np.hstack((np.square(x), x))


data = np.loadtxt("parabola.csv", delimiter=",", skiprows=1, dtype="float32")
rng = np.random.default_rng()
model = keras.Sequential([keras.layers.InputLayer(shape=(2,)), Dense(1, kernel_initializer="zeros")])
model.compile(optimizer=keras.optimizers.Adam(0.4), loss="mean_squared_error")

losses = []
for epoch in range(40):
    rng.shuffle(data)
    batches = [model.train_on_batch(features(part[:, 0]), part[:, 1]) for part in np.split(data, 10)]
    losses.append(np.mean(batches))
history = dict(loss=np.array(losses))
