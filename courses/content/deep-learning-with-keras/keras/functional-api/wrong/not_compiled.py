# fails: test_compiled
# Never compiled.
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    hidden = keras.layers.Dense(18, activation="relu")(inputs)
    hidden = keras.layers.Dense(4, activation="relu")(hidden)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model(inputs, outputs)
    return model
