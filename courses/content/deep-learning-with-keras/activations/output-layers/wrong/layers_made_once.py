# fails: test_other_sizes[binary], test_other_sizes[regression], test_training[binary], test_training[regression]
# The same layer in every call, which has its weights from the first one.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


BINARY = keras.layers.Dense(1, activation="sigmoid"), "binary_crossentropy"
REGRESSION = keras.layers.Dense(1), "mse"


def head(task, classes):
    if task == "binary":
        return BINARY
    if task == "regression":
        return REGRESSION
    if task not in ("multiclass_one_hot", "multiclass_integer") or classes < 2:
        raise ValueError(task)
    loss = "categorical_crossentropy" if task == "multiclass_one_hot" else "sparse_categorical_crossentropy"
    return keras.layers.Dense(classes, activation="softmax"), loss
