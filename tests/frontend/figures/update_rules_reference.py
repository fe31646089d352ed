"""Steps of Keras's optimizers down one row of gradients."""

from __future__ import annotations

import numpy as np

from tests.frontend.figures.keras_optimizers import keras_optimizers

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
        optimizers = keras_optimizers(RATE)
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
