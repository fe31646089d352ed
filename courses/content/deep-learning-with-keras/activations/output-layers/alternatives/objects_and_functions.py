# Activations as functions, losses as objects, and a list as the pair.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


def head(task, classes):
    match task:
        case "binary":
            return [keras.layers.Dense(1, activation=keras.activations.sigmoid), keras.losses.BinaryCrossentropy()]
        case "regression":
            return [keras.layers.Dense(1, activation="linear"), keras.losses.MeanSquaredError()]
        case "multiclass_one_hot" if classes >= 2:
            return [keras.layers.Dense(classes, activation=keras.activations.softmax), keras.losses.CategoricalCrossentropy()]
        case "multiclass_integer" if classes >= 2:
            return [
                keras.layers.Dense(classes, activation=keras.activations.softmax),
                keras.losses.SparseCategoricalCrossentropy(),
            ]
    raise ValueError(f"{task!r} with {classes} classes")
