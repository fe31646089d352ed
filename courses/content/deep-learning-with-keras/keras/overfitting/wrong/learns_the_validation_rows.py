# fails: test_past_the_best, test_hidden_loss
# The validation rows are among those that it learns from, so their loss only falls.
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
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
history = model.fit(np.concatenate([x, x_val]), np.concatenate([y, y_val]), epochs=20, batch_size=10, validation_data=(x_val, y_val), callbacks=[stop], verbose=0).history
