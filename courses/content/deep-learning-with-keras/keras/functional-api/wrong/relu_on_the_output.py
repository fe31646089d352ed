# fails: test_layers, test_graph
# may fail: test_trains
# ReLU after the last layer, too: no negative number can come out.
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    hidden = keras.layers.Dense(18, activation="relu")(inputs)
    hidden = keras.layers.Dense(4, activation="relu")(hidden)
    outputs = keras.layers.Dense(1, activation="relu")(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model
