# fails: test_layer[binary], test_layer[multiclass_one_hot], test_layer[multiclass_integer], test_loss[binary], test_loss[multiclass_one_hot], test_loss[multiclass_integer], test_other_sizes[binary], test_other_sizes[multiclass_one_hot], test_other_sizes[multiclass_integer], test_training[binary], test_training[multiclass_one_hot], test_training[multiclass_integer]
# Right in itself, but the layer is to give probabilities.
import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


def head(task, classes):
    if task == "binary":
        return keras.layers.Dense(1), keras.losses.BinaryCrossentropy(from_logits=True)
    if task == "regression":
        return keras.layers.Dense(1), "mse"
    losses = {
        "multiclass_one_hot": "CategoricalCrossentropy",
        "multiclass_integer": "SparseCategoricalCrossentropy",
    }
    if task not in losses or classes < 2:
        raise ValueError("not a known task, or fewer than 2 classes")
    return keras.layers.Dense(classes), getattr(keras.losses, losses[task])(from_logits=True)
