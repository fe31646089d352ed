# fails: test_layers, test_graph
# Without ReLU three layers compute what one can.
import keras


def build_model(nfeatures):
    """Return a compiled functional model: nfeatures -> 18 -> 4 -> 1."""
    inputs = keras.Input(shape=(nfeatures,))
    hidden = keras.layers.Dense(18)(inputs)
    hidden = keras.layers.Dense(4)(hidden)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model
