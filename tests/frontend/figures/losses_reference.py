"""Keras's cross-entropies and the squared error of probabilities, with slopes by TensorFlow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

P = np.array([0.001, 0.0025, 0.01, 0.1, 0.31, 0.5, 0.69, 0.9, 0.99, 0.999])
SHARES = ([0.3, 0.15, 0.55], [0.7, 0.1, 0.1, 0.1], [0.0, 1.0, 0.0])


def reference() -> dict[str, Any]:
    """Return losses and slopes for both labels, the losses of certain answers, and the losses of several classes."""
    return {
        "p": P.tolist(),
        "binary": {str(label): costs(cross_entropy, label) for label in (0, 1)},
        "squared": {str(label): costs(squared_error, label) for label in (0, 1)},
        "certain": cross_entropy(1.0, tf.constant([0.0, 1.0], tf.float64)).numpy().tolist(),
        "classes": [{"shares": shares, "losses": of_each_class(shares)} for shares in SHARES],
    }


def cross_entropy(label: float, p: tf.Tensor) -> tf.Tensor:
    """Return Keras's binary cross-entropy of each probability."""
    return keras.ops.binary_crossentropy(tf.fill(p.shape, tf.cast(label, tf.float64)), p)


def squared_error(label: float, p: tf.Tensor) -> tf.Tensor:
    """Return the squared error of each probability."""
    return tf.square(label - p)


def costs(loss: Callable[[float, tf.Tensor], tf.Tensor], label: float) -> dict[str, list[float]]:
    """Return a loss at ``P`` and its slopes over p and over z."""
    p, z = tf.Variable(P), tf.Variable(np.log(P / (1 - P)))
    with tf.GradientTape() as over_p:
        losses = loss(label, p)
    with tf.GradientTape() as over_z:
        of_logits = loss(label, 1 / (1 + tf.exp(-z)))
    slopes = {"slopeOverP": over_p.gradient(losses, p), "slopeOverZ": over_z.gradient(of_logits, z)}
    return {"loss": losses.numpy().tolist(), **{name: slope.numpy().tolist() for name, slope in slopes.items()}}


def of_each_class(shares: list[float]) -> list[float]:
    """Return Keras's loss for each class being the right one."""
    rows, labels = np.array([shares] * len(shares)), np.eye(len(shares))
    losses: list[float] = keras.ops.convert_to_numpy(keras.ops.categorical_crossentropy(labels, rows)).tolist()
    return losses
