import keras
import numpy as np


def fit(x, y):
    features = np.column_stack([x**2, x]).astype("float32")
    model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.3), loss="mse")
    model.fit(features, y.reshape(-1, 1), batch_size=10, epochs=70, verbose=0)
    kernel, bias = model.get_weights()
    return float(kernel[0, 0]), float(kernel[1, 0]), float(bias[0])
