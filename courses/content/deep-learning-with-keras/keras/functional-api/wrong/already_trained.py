# fails: test_functional
# The model is trained a little before it is returned.
import numpy as np
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    hidden = keras.layers.Dense(18, activation="relu")(inputs)
    hidden = keras.layers.Dense(4, activation="relu")(hidden)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    model.train_on_batch(np.ones((4, nfeatures)), np.ones((4, 1)))
    return model
