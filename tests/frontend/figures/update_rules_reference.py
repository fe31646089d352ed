"""Steps of Keras's optimizers down one row of gradients."""

from __future__ import annotations

import numpy as np

RATE = 0.03
STEPS = 12


def reference() -> dict[str, object]:
    """The start, the gradients, and where each optimizer stands after every step."""
    import keras

    dtype = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        random = np.random.default_rng(5)
        start = np.array([2.0, -1.5, 3.0, -0.5])  # away from zero: Keras rounds Adam's betas to float32
        gradients = random.normal(size=(STEPS, 4)) * [1, 1e-3, 10, 0]
        optimizers = {
            "sgd": keras.optimizers.SGD(RATE),
            "momentum": keras.optimizers.SGD(RATE, momentum=0.9),
            "nesterov": keras.optimizers.SGD(RATE, momentum=0.9, nesterov=True),
            "adagrad": keras.optimizers.Adagrad(RATE),
            "rmsprop": keras.optimizers.RMSprop(RATE),
            "adadelta": keras.optimizers.Adadelta(RATE),
            "adam": keras.optimizers.Adam(RATE),
        }
        paths = {name: _path(optimizer, start, gradients) for name, optimizer in optimizers.items()}
    finally:
        keras.config.set_floatx(dtype)
    return {"rate": RATE, "start": start.tolist(), "gradients": gradients.tolist(), "paths": paths}


def _path(optimizer: object, start: np.ndarray, gradients: np.ndarray) -> list[list[float]]:
    import keras

    variable = keras.Variable(start, dtype="float64")
    places = []
    for gradient in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])  # type: ignore[attr-defined]
        places.append(keras.ops.convert_to_numpy(variable).tolist())
    return places
