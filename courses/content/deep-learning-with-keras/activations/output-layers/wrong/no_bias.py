# fails: test_layer[binary], test_layer[regression], test_layer[multiclass_one_hot], test_layer[multiclass_integer], test_other_sizes[binary], test_other_sizes[regression], test_other_sizes[multiclass_one_hot], test_other_sizes[multiclass_integer]
# The layer has no bias.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


def head(task, classes):
    if task == "binary":
        return keras.layers.Dense(1, activation="sigmoid", use_bias=False), "binary_crossentropy"
    if task == "regression":
        return keras.layers.Dense(1, use_bias=False), "mse"
    losses = {
        "multiclass_one_hot": "categorical_crossentropy",
        "multiclass_integer": "sparse_categorical_crossentropy",
    }
    if task not in losses or classes < 2:
        raise ValueError("not a known task, or fewer than 2 classes")
    return keras.layers.Dense(classes, activation="softmax", use_bias=False), losses[task]
