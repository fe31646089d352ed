# fails: test_parameters, test_layers, test_functional, test_compiled, test_other_widths, test_graph, test_trains
# The return is missing.
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    hidden = keras.layers.Dense(18, activation="relu")(inputs)
    hidden = keras.layers.Dense(4, activation="relu")(hidden)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
