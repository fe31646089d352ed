"""Rebuilding a student's Keras model here, from a judged description and its weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit.architecture import read_config
from grader.testkit.encoding import as_numpy
from grader.testkit.failures import Failure, NotRebuildable, WrongType
from grader.testkit.gradients import leave_out_gradients
from grader.testkit.protocol import MAX_WEIGHTS, model_digest
from grader.testkit.values import contains_nan

MAX_PARAMETERS = 16_000_000
"""How many parameters a model may have, and how many numbers one layer may give for one row."""
MAX_REMEMBERED = 8

Weights = list[NDArray[Any]]
_remembered: dict[str, tuple[Any, Weights]] = {}


def known_models() -> list[str]:
    """Return the digests of the rebuilt models that no test has changed: they need not be sent again."""
    return [key for key, (model, weights) in _remembered.items() if _is_unchanged(model, weights)]


def rebuild(answer: Any, name: str) -> Any:
    """Return the Keras model that ``answer`` describes. Raises ``NotRebuildable``.

    ``answer`` may instead name a model that was rebuilt before, as ``{"same": digest}``; it is given again.
    """
    key = answer.get("same") if isinstance(answer, dict) else None
    if isinstance(key, str) and key in _remembered:
        return _remembered[key][0]
    weights = _weights_in(answer, name)
    model = _build(answer["config"], weights, name)
    if len(_remembered) >= MAX_REMEMBERED:
        forget()
    _remembered[model_digest(answer["config"], weights)] = (model, weights)
    return model


def forget() -> None:
    """Let go of all rebuilt models."""
    _remembered.clear()


def _is_unchanged(model: Any, weights: Weights) -> bool:
    ours = model.get_weights()
    same_number = not model.compiled and len(ours) == len(weights)
    return same_number and all(np.array_equal(a, b, equal_nan=True) for a, b in zip(ours, weights, strict=True))


def _weights_in(answer: Any, name: str) -> Weights:
    fields = answer if isinstance(answer, dict) else {}
    weights = fields.get("weights")
    if not isinstance(fields.get("config"), str) or not isinstance(weights, list) or len(weights) > MAX_WEIGHTS:
        raise NotRebuildable.of("model_unreadable", name=name)
    if not all(isinstance(w, np.ndarray) and w.dtype.kind in "biuf" for w in weights):
        raise NotRebuildable.of("weights_mismatch", name=name)
    return weights


def _build(config: str, weights: Weights, name: str) -> Any:
    from keras.src.backend.common.variables import initialize_all_variables

    try:
        model = _built_without_memory(read_config(config, name), name)
        _check_sizes(model, weights, name)
        for variable, weight in zip(model.weights, weights, strict=True):
            # Drawing random numbers only to replace them would take longer than all the rest.
            variable._initializer = partial(_given, weight)
        initialize_all_variables()
        _finalize(model)
    except Failure:
        raise
    except Exception:  # noqa: BLE001
        raise NotRebuildable.of("model_unreadable", name=name) from None
    finally:
        _forget_uninitialized()
    model.predict = _Predict(model, name)
    leave_out_gradients(model)
    return model


def _given(weight: NDArray[Any], _shape: Any, dtype: Any = None) -> Any:
    """Return ``weight`` as an initializer would."""
    import keras

    return keras.ops.convert_to_tensor(weight, dtype=dtype)


def _built_without_memory(config: dict[str, Any], name: str) -> Any:
    """Build the model with variables that know their shapes only, so that a huge one is refused before it is made."""
    import keras

    with keras.StatelessScope(initialize_variables=False):
        model = keras.saving.deserialize_keras_object(config, safe_mode=True)
    if not isinstance(model, keras.Model):
        raise NotRebuildable.of("model_unreadable", name=name)
    if not model.built:
        raise NotRebuildable.of("not_built", name=name)
    return model


def _finalize(model: Any) -> None:
    """Let layers that compute with their weights ahead of a call (``Normalization``) do so with the new ones."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            _finalize(layer)
        elif hasattr(layer, "finalize_state"):
            layer.finalize_state()


def _forget_uninitialized() -> None:
    from keras.src.backend.common import global_state

    global_state.set_global_attribute("uninitialized_variables", [])


def _check_sizes(model: Any, weights: Weights, name: str) -> None:
    shapes = [tuple(weight.shape) for weight in model.weights]
    largest = max([sum(_size(shape) for shape in shapes), *_values_in_layers(model)], default=0)
    if largest > MAX_PARAMETERS:
        raise NotRebuildable.of("model_too_large", name=name, found=f"{largest:,}", limit=f"{MAX_PARAMETERS:,}")
    if shapes != [weight.shape for weight in weights]:
        raise NotRebuildable.of("weights_mismatch", name=name)


def _values_in_layers(model: Any) -> Iterator[int]:
    """Give the number of values that each layer, those of nested models too, makes of one row."""
    for operation in getattr(model, "operations", []) or model.layers:
        for node in getattr(operation, "_inbound_nodes", []):
            yield from (_size(tensor.shape) for tensor in node.output_tensors)
        if hasattr(operation, "layers"):
            yield from _values_in_layers(operation)


def _size(shape: tuple[int | None, ...]) -> int:
    size = 1
    for length in shape:
        size *= 1 if length is None else length
    return size


class _Predict:
    """Stands in for a rebuilt model's ``predict``: the same numbers without compiling a function, and no NaN."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self._name = name
        self._original = model.predict

    def __call__(self, x: Any, batch_size: int | None = None, **options: Any) -> Any:
        rows = len(x) if isinstance(x, np.ndarray) else None
        if rows is not None and rows <= (batch_size or 1_024):
            predictions = _as_arrays(self._model(x, training=False))
        else:
            options.setdefault("verbose", 0)
            predictions = self._original(x, batch_size=batch_size, **options)
        if contains_nan(predictions):
            raise WrongType.of("predictions_nan", name=self._name)
        return predictions


def _as_arrays(outputs: Any) -> Any:
    if isinstance(outputs, dict):
        return {key: _as_arrays(value) for key, value in outputs.items()}
    if isinstance(outputs, list | tuple):
        return [_as_arrays(value) for value in outputs]
    return as_numpy(outputs)
