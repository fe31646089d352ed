"""Mini-batch descent of a line, by Keras's own fit and by NumPy in shuffled orders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROWS = 25
RATE = 0.05
START = (-1.0, 3.5)
SIZES = (1, 10, 25)
EPOCHS = 3


def reference() -> dict[str, object]:
    """The rows, orders for the epochs, and for each batch size where both descents pass and end."""
    random = np.random.default_rng(4)
    x = random.normal(0.6, 1, ROWS)
    y = 2 * x + 1 + random.normal(size=ROWS)
    orders = [random.permutation(ROWS) for _ in range(EPOCHS)]
    losses = np.abs(random.normal(size=40))
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "rate": RATE,
        "start": START,
        "orders": [order.tolist() for order in orders],
        "shuffled": {size: _descend(x, y, size, orders) for size in SIZES},
        "fitted": {size: _fit(x, y, size) for size in SIZES},
        "best": np.polyfit(x, y, 1).tolist(),
        "losses": losses.tolist(),
        "noise": float(np.diff(losses[10:31]).std()),
    }


def _descend(x: Array, y: Array, size: int, orders: list[NDArray[np.int64]]) -> list[list[float]]:
    """Return (w, b, loss of all rows) before the first update and after each."""
    w, b = START
    trace = [[w, b, float(np.mean((w * x + b - y) ** 2))]]
    for order in orders:
        for batch in np.split(order, range(size, ROWS, size)):
            error = w * x[batch] + b - y[batch]
            w, b = w - RATE * 2 * float(np.mean(error * x[batch])), b - RATE * 2 * float(np.mean(error))
            trace.append([w, b, float(np.mean((w * x + b - y) ** 2))])
    return trace


def _fit(x: Array, y: Array, size: int) -> list[float]:
    """Return w and b after Keras's fit of the rows as they are stored."""
    import keras

    layer = keras.layers.Dense(1, dtype="float64")
    model = keras.Sequential([keras.Input((1,), dtype="float64"), layer])
    layer.set_weights([np.array([[START[0]]]), np.array([START[1]])])
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss="mse")
    model.fit(x[:, None], y[:, None], batch_size=size, epochs=EPOCHS, shuffle=False, verbose=0)
    kernel, bias = layer.get_weights()
    return [float(kernel[0, 0]), float(bias[0])]
