"""The optimizers of the figures, as Keras makes them."""

from __future__ import annotations

from typing import Any


def keras_optimizers(rate: float) -> dict[str, Any]:
    """Return fresh optimizers with this learning rate, by the names that the figures have for them."""
    import keras

    return {
        "sgd": keras.optimizers.SGD(rate),
        "momentum": keras.optimizers.SGD(rate, momentum=0.9),
        "nesterov": keras.optimizers.SGD(rate, momentum=0.9, nesterov=True),
        "adagrad": keras.optimizers.Adagrad(rate),
        "rmsprop": keras.optimizers.RMSprop(rate),
        "adadelta": keras.optimizers.Adadelta(rate),
        "adam": keras.optimizers.Adam(rate),
    }
