# Functions of keras.losses, a class for the heads, and weights that begin in another way.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


class Head:
    def __init__(self, units, activation, loss):
        self.units, self.activation, self.loss = units, activation, loss

    def make(self):
        layer = keras.layers.Dense(
            self.units, activation=self.activation, kernel_initializer="he_normal", bias_initializer="ones", name="last"
        )
        return layer, self.loss


def head(task, classes):
    if task.startswith("multiclass_") and classes < 2:
        raise ValueError("fewer than two classes")
    heads = {
        "binary": Head(1, "sigmoid", keras.losses.binary_crossentropy),
        "multiclass_one_hot": Head(classes, "softmax", keras.losses.categorical_crossentropy),
        "multiclass_integer": Head(classes, "softmax", keras.losses.sparse_categorical_crossentropy),
        "regression": Head(1, "linear", keras.losses.mean_squared_error),
    }
    try:
        return heads[task].make()
    except KeyError:
        raise ValueError(task) from None
