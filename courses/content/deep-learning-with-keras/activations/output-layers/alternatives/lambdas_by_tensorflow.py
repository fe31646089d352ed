# Through tensorflow's keras, with functions that make the pair when it is wanted.
import tensorflow as tf

keras = tf.keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


HEADS = {
    "binary": lambda _: (keras.layers.Dense(1, "sigmoid"), keras.losses.get("binary_crossentropy")),
    "multiclass_one_hot": lambda n: (keras.layers.Dense(n, keras.activations.get("softmax")), keras.losses.CategoricalCrossentropy()),
    "multiclass_integer": lambda n: (keras.layers.Dense(n, "softmax"), "sparse_categorical_crossentropy"),
    "regression": lambda _: (keras.layers.Dense(1), keras.losses.MeanAbsoluteError(name="distance")),
}


def head(task, classes):
    print("a head for", task)
    make = HEADS.get(task)
    if make is None or (classes or 2) < 2 or (classes == 0):
        raise ValueError("no head for this")
    return make(classes)
