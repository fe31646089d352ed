"""What Keras's SimpleRNN and LSTM compute of seeded series and weights: states, and gradients by GradientTape."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

Array = npt.NDArray[np.float64]

STEPS = 9
RNN_CASES = ((1, 1, "tanh"), (3, 2, "tanh"), (2, 2, "relu"), (2, 1, "linear"))
"""Units, features and activation."""


def reference() -> dict[str, Any]:
    """Return the cases of both layers."""
    return {
        "rnn": [simple_rnn(units, features, activation) for units, features, activation in RNN_CASES],
        "lstm": [lstm(units, features) for units, features in ((1, 1), (3, 2))],
    }


def simple_rnn(units: int, features: int, activation: str) -> dict[str, Any]:
    """Run a SimpleRNN over one series, in double precision."""
    layer = keras.layers.SimpleRNN(units, activation=activation, return_sequences=True, dtype="float64")
    series, weights = prepared(layer, features)
    with tf.GradientTape() as tape:
        tape.watch(series)
        states = layer(series)
        last = tf.reduce_sum(states[0, -1])
    return case(series, weights, tape.gradient(last, series)) | {
        "activation": activation,
        "states": np.asarray(states[0]).tolist(),
    }


def lstm(units: int, features: int) -> dict[str, Any]:
    """Step an LSTM's cell over one series, in double precision, and keep both states of every step."""
    cell = keras.layers.LSTMCell(units, dtype="float64")
    layer = keras.layers.RNN(cell, dtype="float64")
    series, weights = prepared(layer, features)
    with tf.GradientTape() as tape:
        tape.watch(series)
        last = tf.reduce_sum(layer(series))
    gradient = tape.gradient(last, series)
    state = [tf.zeros((1, units), "float64"), tf.zeros((1, units), "float64")]
    hidden, carried = [], []
    for step in range(STEPS):
        _, state = cell(series[:, step], state)
        hidden.append(np.asarray(state[0])[0].tolist())
        carried.append(np.asarray(state[1])[0].tolist())
    return case(series, weights, gradient) | {"hidden": hidden, "cell": carried}


def prepared(layer: keras.Layer, features: int) -> tuple[tf.Tensor, list[Array]]:
    """Build a layer for a seeded series, and give it seeded weights."""
    rng = np.random.default_rng(7)
    series = rng.normal(size=(1, STEPS, features))
    layer.build(series.shape)
    weights = [rng.normal(scale=0.7, size=weight.shape) for weight in layer.get_weights()]
    layer.set_weights(weights)
    return tf.constant(series), weights


def case(series: tf.Tensor, weights: list[Array], gradient: tf.Tensor) -> dict[str, Any]:
    """Return what both layers' cases share, as lists."""
    kernel, recurrent, bias = (weight.tolist() for weight in weights)
    return {
        "series": np.asarray(series)[0].tolist(),
        "weights": {"kernel": kernel, "recurrent": recurrent, "bias": bias},
        "gradients": np.asarray(gradient)[0].tolist(),
    }
