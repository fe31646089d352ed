"""Polynomials by NumPy's least squares, and one that Keras trains epoch by epoch."""

from __future__ import annotations

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

Array = NDArray[np.float64]
DEGREES = (0, 1, 4, 12)
EPOCHS = 6
RATE = 0.02
BATCH = 5
DEGREE = 9


def reference() -> dict[str, object]:
    """The rows, errors and weights by degree, and losses of a training; Keras's EarlyStopping on random losses."""
    random = np.random.default_rng(8)
    train, new = _rows(random, 18), _rows(random, 30)
    orders = [random.permutation(18) for _ in range(EPOCHS)]
    return {
        "train": [values.tolist() for values in train],
        "validation": [values.tolist() for values in new],
        "fits": {degree: _fit(degree, train, new) for degree in DEGREES},
        "polyfit": np.polyval(np.polyfit(*train, 4), new[0]).tolist(),
        "orders": [order.tolist() for order in orders],
        "settings": {"degree": DEGREE, "epochs": EPOCHS, "batchSize": BATCH, "learningRate": RATE},
        "training": _train(train, new, orders),
        "stops": [_stop(random.integers(0, 30, size=25) / 10, patience) for patience in (1, 2, 3, 6, 12, 30)],
    }


def _rows(random: np.random.Generator, count: int) -> tuple[Array, Array]:
    x = random.uniform(-1, 1, count)
    return x, np.sin(3 * x) + random.normal(scale=0.3, size=count)


def _fit(degree: int, train: tuple[Array, Array], new: tuple[Array, Array]) -> dict[str, object]:
    weights = np.linalg.lstsq(legendre.legvander(train[0], degree), train[1], rcond=None)[0]
    errors = [float(np.mean((legendre.legval(x, weights) - y) ** 2)) for x, y in (train, new)]
    return {"weights": weights.tolist(), "errors": errors}


def _train(train: tuple[Array, Array], new: tuple[Array, Array], orders: list[NDArray[np.int64]]) -> dict[str, object]:
    """Train on the batches of the given orders with Keras's SGD, and return the losses after each epoch."""
    import keras

    features, unseen = (legendre.legvander(x, DEGREE) for x in (train[0], new[0]))
    layer = keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros", dtype="float64")
    model = keras.Sequential([keras.Input((DEGREE + 1,), dtype="float64"), layer])
    model.compile(optimizer=keras.optimizers.SGD(RATE, momentum=0.9), loss="mse")
    losses: list[list[float]] = []
    for order in orders:
        model.fit(features[order], train[1][order, None], batch_size=BATCH, shuffle=False, verbose=0)
        weights = layer.get_weights()[0][:, 0]
        losses.append([float(np.mean((f @ weights - y) ** 2)) for f, y in ((features, train[1]), (unseen, new[1]))])
    return {"losses": losses, "weights": weights.tolist()}


def _stop(losses: Array, patience: int) -> dict[str, object]:
    """Ask Keras's own callback when it stops."""
    import keras

    callback = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience)
    callback.set_model(keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]))
    callback.model.compile(loss="mse")
    callback.on_train_begin()
    ended = len(losses)
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": float(loss)})
        if callback.model.stop_training:
            ended = epoch + 1
            break
    return {
        "losses": losses.tolist(),
        "patience": patience,
        "best": callback.best_epoch + 1,
        "ended": ended,
        "early": bool(callback.model.stop_training),
    }
