import keras


def build_model(features, layer, loss):
    """Return a compiled model: the layer behind an input of so many features."""
    model = keras.Sequential([keras.Input(shape=(features,)), layer])
    model.compile(loss=loss)
    return model


def head(task, classes):
    """Return the last layer for the task and the loss that belongs to it."""
    raise NotImplementedError("head is still to be written")
