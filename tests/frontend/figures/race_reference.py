"""Keras's optimizers racing down the figures' surfaces, whose slopes TensorFlow's tape finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.frontend.figures.keras_optimizers import keras_optimizers

STEPS = 15
RATE = 0.017
STARTS = {"bowl": (-5.0, 3.0), "ravine": (-9.0, 1.6), "saddle": (-4.0, 0.3), "rmse": (1.0, 1.0)}


def reference() -> dict[str, object]:
    """For every surface and optimizer, the places and losses before the first step and after each."""
    import keras

    dtype = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        runs = {
            surface: {
                name: _run(optimizer, STARTS[surface], loss) for name, optimizer in keras_optimizers(RATE).items()
            }
            for surface, loss in _surfaces().items()
        }
    finally:
        keras.config.set_floatx(dtype)
    return {"steps": STEPS, "rate": RATE, "starts": STARTS, "runs": runs}


def _surfaces() -> dict[str, Callable[[Any], Any]]:
    import tensorflow as tf

    x = np.arange(-50, 50) / 10
    y = 2 * x**2 + 3 * x + 5
    return {
        "bowl": lambda w: (w[0] ** 2 + w[1] ** 2) / 2,
        "ravine": lambda w: (w[0] ** 2 + 20 * w[1] ** 2) / 2,
        "saddle": lambda w: w[0] ** 2 / 2 + (w[1] ** 2 - 4) ** 2 / 16,
        "rmse": lambda w: tf.sqrt(tf.reduce_mean(tf.square(w[0] * x**2 + 3 * x + w[1] - y))),
    }


def _run(optimizer: Any, start: tuple[float, float], loss: Callable[[Any], Any]) -> dict[str, list[Any]]:
    import tensorflow as tf

    w = tf.Variable(start, dtype="float64")
    places, losses = [list(start)], [float(loss(w))]
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            value = loss(w)
        optimizer.apply([tape.gradient(value, w)], [w])
        places.append(w.numpy().tolist())
        losses.append(float(loss(w)))
    return {"places": places, "losses": losses}
