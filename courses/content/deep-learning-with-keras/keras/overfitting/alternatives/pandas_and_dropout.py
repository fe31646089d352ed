import pandas as pd
import tensorflow as tf
from tensorflow import keras


def best_epoch(history):
    losses = pd.Series(history["val_loss"])
    return int(losses.idxmin()) + 1


def dataset(name):
    frame = pd.read_csv(name)
    faulty = frame.pop("faulty")
    return tf.data.Dataset.from_tensor_slices((frame.to_numpy("float32"), faulty.to_numpy("float32")[:, None]))


model = keras.Sequential(
    [
        keras.layers.InputLayer(shape=(10,)),
        keras.layers.Dense(256, "relu", kernel_initializer="he_uniform"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(256, "relu", kernel_initializer="he_uniform"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(1, "sigmoid"),
    ]
)
model.compile("nadam", "binary_crossentropy", metrics=["AUC"])
history = model.fit(
    dataset("sensors_train.csv").shuffle(120).batch(16),
    validation_data=dataset("sensors_validation.csv").batch(50),
    epochs=40,
    verbose=0,
    callbacks=[keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)],
)
