# fails: test_inputs, test_parameters, test_layers, test_compiled, test_other_widths, test_calculation, test_both_matter, test_trains
# The hidden layer is given as a second output.
import keras


def build_model(n1, n2):
    """Return a compiled model: n1 -> 10 and n2 -> 20, concatenated, -> 8 -> 1."""
    first = keras.Input(shape=(n1,), name="input_1")
    second = keras.Input(shape=(n2,), name="input_2")
    first_branch = keras.layers.Dense(10, activation="relu")(first)
    second_branch = keras.layers.Dense(20, activation="relu")(second)
    both = keras.layers.Concatenate()([first_branch, second_branch])
    hidden = keras.layers.Dense(8, activation="relu")(both)
    outputs = keras.layers.Dense(1)(hidden)
    model = keras.Model([first, second], [outputs, hidden])
    model.compile(loss=["mse", "mse"], optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return model
