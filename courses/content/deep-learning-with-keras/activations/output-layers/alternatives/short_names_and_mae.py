# Short names of the losses, the mean absolute error, and refusals first.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


TASKS = {
    "binary": ("sigmoid", "bce"),
    "multiclass_one_hot": ("softmax", "CategoricalCrossentropy"),
    "multiclass_integer": ("softmax", "SparseCategoricalCrossentropy"),
    "regression": (None, "MAE"),
}


def head(task, classes):
    if task not in TASKS:
        raise ValueError(f"no such task: {task}")
    activation, loss = TASKS[task]
    units = classes if activation == "softmax" else 1
    if activation == "softmax" and units < 2:
        raise ValueError("too few classes")
    return keras.layers.Dense(units=units, activation=activation), loss
