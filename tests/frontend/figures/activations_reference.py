"""Keras's activation functions in float64, and their slopes by TensorFlow's automatic differentiation."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

NAMES = ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu")


def reference() -> dict[str, Any]:
    """Return values and slopes from -8 to 8 in steps of 1/8, and where the slopes of sigmoid and tanh fall below 0.01.

    The sigmoid's slope is 1 / (2 + 2 cosh x), that of tanh 1 - tanh² x.
    """
    x = np.arange(-8, 8.125, 0.125)
    curves = {name: curve(name, x) for name in NAMES}
    flat = {"sigmoid": float(np.arccosh(49)), "tanh": float(np.arctanh(0.99**0.5))}
    return {"x": x.tolist(), "curves": curves, "flat": flat}


def curve(name: str, x: np.ndarray) -> dict[str, list[float]]:
    """Return an activation's values and slopes at ``x``."""
    places = tf.Variable(x)
    with tf.GradientTape() as tape:
        values = getattr(keras.activations, name)(places)
    return {"values": values.numpy().tolist(), "slopes": tape.gradient(values, places).numpy().tolist()}
