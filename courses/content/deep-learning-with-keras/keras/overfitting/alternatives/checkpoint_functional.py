import keras
import numpy as np
from keras import layers


def best_epoch(history):
    return np.argmin(history["val_loss"]) + 1


train = np.genfromtxt("sensors_train.csv", delimiter=",", names=True)
watch = np.genfromtxt("sensors_validation.csv", delimiter=",", names=True)
sensors = [f"s{i}" for i in range(1, 11)]
x, x_watch = (np.stack([table[s] for s in sensors], axis=-1) for table in (train, watch))

inputs = keras.Input(shape=(10,))
hidden = keras.ops.relu(layers.Dense(256)(inputs))
hidden = layers.Dense(256, activation="relu")(hidden)
model = keras.Model(inputs, keras.activations.sigmoid(layers.Dense(1)(hidden)))
model.compile(keras.optimizers.SGD(0.05, momentum=0.9), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
keep = keras.callbacks.ModelCheckpoint("best.weights.h5", monitor="val_loss", save_best_only=True, save_weights_only=True)
history = model.fit(
    x, train["faulty"], batch_size=12, epochs=30, validation_data=(x_watch, watch["faulty"]), callbacks=[keep], verbose=0
)
model.load_weights("best.weights.h5")
print(best_epoch(history.history))
