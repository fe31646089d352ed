# fails: test_layer[binary], test_layer[multiclass_one_hot], test_layer[multiclass_integer], test_layer[regression], test_other_sizes[binary], test_other_sizes[multiclass_one_hot], test_other_sizes[multiclass_integer], test_other_sizes[regression]
# The layer cannot be trained.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


def head(task, classes):
    # frozen layer: kernel never learns
    def dense(units, act):
        return keras.layers.Dense(units, activation=act, trainable=False)
    if task == "binary":
        return dense(1, "sigmoid"), "bce"
    if task == "multiclass_one_hot" and classes > 1:
        return dense(classes, "softmax"), "categorical_crossentropy"
    if task == "multiclass_integer" and classes > 1:
        return dense(classes, "softmax"), "sparse_categorical_crossentropy"
    if task == "regression":
        return dense(1, None), "mse"
    raise ValueError("no such task")
