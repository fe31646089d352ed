import keras
import numpy as np


def fit(x, y):
    """Many short epochs cost more than a few long ones, so each point comes 20 times in an epoch."""
    features = np.tile(np.column_stack([x**2, x]).astype("float32"), (20, 1))
    model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.3), loss="mse", steps_per_execution=20)
    model.fit(features, np.tile(y, 20).reshape(-1, 1), batch_size=10, epochs=6, verbose=0)
    kernel, bias = model.get_weights()
    return float(kernel[0, 0]), float(kernel[1, 0]), float(bias[0])
