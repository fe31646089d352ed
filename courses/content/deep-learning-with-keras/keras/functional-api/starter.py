import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    outputs = inputs
    return keras.Model(inputs, outputs)


build_model(6).summary()
