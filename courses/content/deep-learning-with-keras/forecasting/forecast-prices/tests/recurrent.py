"""What kind of model it is: recurrent layers, and whether its weights have ever been trained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

RECURRENT = frozenset({"SimpleRNN", "LSTM", "GRU", "RNN", "ConvLSTM1D"})


def layers_of(model: Any) -> Iterator[Any]:
    """Yield all layers, those of nested models and inside of wrappers too."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from layers_of(layer)
            continue
        yield layer
        for inner in (getattr(layer, "layer", None), getattr(layer, "forward_layer", None)):
            if inner is not None:
                yield inner


def has_recurrent_layer(model: Any) -> bool:
    """Whether any layer is a recurrent one."""
    return any(type(layer).__name__ in RECURRENT for layer in layers_of(model))


def looks_trained(model: Any) -> bool:
    """Whether any bias has left its first value: Keras begins with zeros, and ones for an LSTM's forget gates."""
    biases = [np.asarray(weight) for weight in model.weights if weight.path.rsplit("/", 1)[-1] == "bias"]
    return not biases or any(not np.isin(bias, (0.0, 1.0)).all() for bias in biases)


def is_bent(model: Any) -> bool:
    """Whether the model is not linear: half way between two windows it gives something else than the half of both outputs."""
    shape = model.input_shape
    if not isinstance(shape, tuple) or len(shape) != 3:
        return False
    size = [length or 20 for length in shape[1:]]
    one, other = np.random.default_rng(7).normal(size=(2, 4 * (shape[0] or 1), *size))
    low, high, middle = (np.asarray(model.predict(x, batch_size=shape[0])) for x in (one, other, (one + other) / 2))
    return not np.allclose((low + high) / 2, middle, rtol=1e-3, atol=1e-3)
