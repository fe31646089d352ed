"""Outputs, gradients and trained losses of networks in Keras, in float64."""

from __future__ import annotations

from typing import Any

import numpy as np

POINTS = 23
BATCH = 10
EPOCHS = 3
RATE = 0.02
LEARNING_RATE = 0.03
SHAPES = [([2, 8, 8, 8, 1], "tanh"), ([7, 4, 1], "relu"), ([2, 3, 2, 1], "sigmoid"), ([3, 1], "linear")]
REGULARIZERS = ["none", "l1", "l2"]
OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam"]


def reference() -> dict[str, Any]:
    """What Keras says of every shape under every regularizer, and of one network under every optimizer."""
    import keras

    dtype = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        gradients = [_gradient(sizes, hidden, kind) for sizes, hidden in SHAPES for kind in REGULARIZERS]
        trained = [_trained(optimizer, kind) for optimizer in OPTIMIZERS for kind in REGULARIZERS]
    finally:
        keras.config.set_floatx(dtype)
    settings = {"batch": BATCH, "epochs": EPOCHS, "rate": RATE, "learningRate": LEARNING_RATE}
    return {**settings, "gradients": gradients, "trained": trained}


def _model(sizes: list[int], hidden: str, regularizer: str) -> Any:
    import keras

    penalty = {"none": None, "l1": keras.regularizers.L1(RATE), "l2": keras.regularizers.L2(RATE)}[regularizer]
    activations = [hidden] * (len(sizes) - 2) + ["tanh"]
    layers = [
        keras.layers.Dense(units, activation=activation, kernel_regularizer=penalty)
        for units, activation in zip(sizes[1:], activations, strict=True)
    ]
    model = keras.Sequential([keras.Input((sizes[0],)), *layers])
    random = np.random.default_rng(3)
    model.set_weights([random.normal(0, 0.7, size=weights.shape) for weights in model.get_weights()])
    return model


def _data(features: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(4)
    return random.uniform(-2, 2, size=(POINTS, features)), random.choice([-1.0, 1.0], size=(POINTS, 1))


def _flat(arrays: Any) -> list[float]:
    return np.concatenate([np.ravel(array) for array in arrays]).tolist()  # type: ignore[no-any-return]


def _case(model: Any, sizes: list[int], hidden: str, regularizer: str) -> dict[str, Any]:
    x, y = _data(sizes[0])
    case = {"sizes": sizes, "hidden": hidden, "regularizer": regularizer, "parameters": _flat(model.get_weights())}
    return {**case, "inputs": x.T.ravel().tolist(), "targets": y.ravel().tolist()}


def _gradient(sizes: list[int], hidden: str, regularizer: str) -> dict[str, Any]:
    import tensorflow as tf

    model = _model(sizes, hidden, regularizer)
    x, y = _data(sizes[0])
    with tf.GradientTape() as tape:
        outputs = model(x)
        loss = tf.reduce_mean((outputs - y) ** 2)
        whole = loss + sum(model.losses)
    slopes = tape.gradient(whole, [variable.value for variable in model.trainable_variables])
    found = {"outputs": _flat([outputs]), "loss": float(loss), "gradient": _flat(slopes)}
    return {**_case(model, sizes, hidden, regularizer), **found}


def _trained(optimizer: str, regularizer: str) -> dict[str, Any]:
    sizes, hidden = [2, 4, 3, 1], "tanh"
    model = _model(sizes, hidden, regularizer)
    case = _case(model, sizes, hidden, regularizer)
    x, y = _data(sizes[0])
    model.compile(optimizer=_optimizer(optimizer), loss="mse", run_eagerly=True)
    losses = []
    for _ in range(EPOCHS):
        model.fit(x, y, batch_size=BATCH, shuffle=False, verbose=0)
        losses.append(float(np.mean((np.asarray(model(x)) - y) ** 2)))
    return {**case, "optimizer": optimizer, "losses": losses}


def _optimizer(name: str) -> Any:
    from keras import optimizers

    return {
        "sgd": lambda: optimizers.SGD(LEARNING_RATE),
        "momentum": lambda: optimizers.SGD(LEARNING_RATE, momentum=0.9),
        "nesterov": lambda: optimizers.SGD(LEARNING_RATE, momentum=0.9, nesterov=True),
        "adagrad": lambda: optimizers.Adagrad(LEARNING_RATE),
        "rmsprop": lambda: optimizers.RMSprop(LEARNING_RATE),
        "adadelta": lambda: optimizers.Adadelta(LEARNING_RATE),
        "adam": lambda: optimizers.Adam(LEARNING_RATE),
    }[name]()
