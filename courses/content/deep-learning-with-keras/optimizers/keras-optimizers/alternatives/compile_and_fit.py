import keras
import numpy as np


def fit(x, y):
    """Many short epochs cost more than a few long ones: an epoch is 40 batches, all points in each."""
    features = np.tile(np.column_stack([x**2, x]).astype("float32"), (40, 1))
    model = keras.Sequential([keras.Input(shape=(2,)), keras.layers.Dense(1)])
    optimizer = keras.optimizers.SGD(learning_rate=0.01, momentum=0.85)
    model.compile(optimizer=optimizer, loss="mse", steps_per_execution=20)
    model.fit(features, np.tile(y, 40).reshape(-1, 1), batch_size=len(x), epochs=3, shuffle=False, verbose=0)
    kernel, bias = model.get_weights()
    return float(kernel[0, 0]), float(kernel[1, 0]), float(bias[0])
