# fails: test_inputs, test_parameters, test_layers, test_other_widths, test_calculation, test_both_matter, test_trains
# One input for all features.
import keras


def build_model(n1, n2):
    inputs = keras.Input(shape=(n1 + n2,), name="input_1")
    hidden = keras.layers.Dense(30, activation="relu")(inputs)
    hidden = keras.layers.Dense(8, activation="relu")(hidden)
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model
