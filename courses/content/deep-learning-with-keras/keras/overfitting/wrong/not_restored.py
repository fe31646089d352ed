# fails: test_best_weights, test_hidden_loss
# Stops late, and does not go back to the best weights.
import keras
import numpy as np


def read(name):
    rows = np.loadtxt(name, delimiter=",", skiprows=1, dtype="float32")
    return rows[:, :10], rows[:, 10:]


def best_epoch(history):
    """Return the number of the epoch, from 1, whose validation loss is lowest."""
    losses = history["val_loss"]
    return losses.index(min(losses)) + 1


x, y = read("sensors_train.csv")
x_val, y_val = read("sensors_validation.csv")

model = keras.Sequential(
    [
        keras.Input(shape=(10,)),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=20)
history = model.fit(x, y, epochs=60, batch_size=10, validation_data=(x_val, y_val), callbacks=[stop], verbose=0).history
