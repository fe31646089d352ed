"""The submission jail's side of models: exporting one, training a fresh copy, and its compile settings."""

from __future__ import annotations

import json
import sys
from math import ceil, inf
from typing import Any

from grader.testkit.encoding import as_numpy, type_name
from grader.testkit.protocol import MAX_CONFIG_CHARACTERS, Wrong, model_digest
from grader.testkit.seeding import set_seed

FEW_STEPS = 4
"""Up to so many steps of training take less time one by one than the graph of a step takes to trace."""
KERAS_BATCH_SIZE = 32


class UnanswerableError(Exception):
    """The question has no answer, for the reason ``code``; ``details`` are the other fields of the answer."""

    def __init__(self, code: Wrong, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def export(value: Any) -> dict[str, Any]:
    """Return the architecture and weights of a Keras model: ``{"config": JSON text, "weights": [array, …]}``."""
    model = require_model(value)
    if not model.built:
        raise UnanswerableError(Wrong.NOT_BUILT)
    return {"config": _config_of(model), "weights": [as_numpy(weight) for weight in model.weights]}


def export_unless_known(value: Any, known: Any) -> dict[str, Any]:
    """Return the export of a Keras model, or only its digest as ``same`` when that is among those ``known``."""
    exported = export(value)
    digest = model_digest(exported["config"], exported["weights"])
    return {"same": digest} if isinstance(known, list) and digest in known else exported


def require_model(value: Any) -> Any:
    """Return ``value`` if it is a Keras model; raise ``UnanswerableError`` otherwise."""
    keras = sys.modules.get("keras")
    if keras is None or not isinstance(value, keras.Model):
        raise UnanswerableError(Wrong.NOT_A_MODEL, type=type_name(value))
    return value


def _config_of(model: Any) -> str:
    import keras

    try:
        config = dict(keras.saving.serialize_keras_object(model))
        config.pop("compile_config", None)
        text = json.dumps(config)
    except Exception as error:
        raise UnanswerableError(Wrong.NOT_SERIALIZABLE, message=f"{type(error).__name__}: {error}"[:500]) from error
    if len(text) > MAX_CONFIG_CHARACTERS:
        raise UnanswerableError(Wrong.TOO_LARGE)
    return text


def fit_fresh_copy(value: Any, x: Any, y: Any, *, epochs: int, batch_size: int | None, seed: int) -> dict[str, Any]:
    """Train a copy of the model with new weights under ``seed``; return the export of it and its history."""
    model = require_model(value)
    settings = _compile_config_of(model)
    if not model.built:
        raise UnanswerableError(Wrong.NOT_BUILT)
    set_seed(seed)
    import keras

    copy = keras.models.clone_model(model)
    copy.compile_from_config(settings)
    if _is_all_of_keras(settings) and epochs * _batches(x, batch_size) <= FEW_STEPS:
        copy.run_eagerly = True
    history = copy.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0).history
    return {**export(copy), "history": {str(name): [float(v) for v in values] for name, values in history.items()}}


def _is_all_of_keras(settings: Any) -> bool:
    """Whether no function or class of the student's own is among compile settings; such may work in graphs alone."""
    if isinstance(settings, dict):
        is_of_keras = str(settings.get("module") or "keras").partition(".")[0] == "keras"
        return is_of_keras and not settings.get("registered_name") and all(map(_is_all_of_keras, settings.values()))
    return not isinstance(settings, list | tuple) or all(map(_is_all_of_keras, settings))


def _batches(x: Any, batch_size: int | None) -> float:
    import keras

    shape = getattr(keras.tree.flatten(x)[0], "shape", ())
    return ceil(shape[0] / (batch_size or KERAS_BATCH_SIZE)) if shape else inf


def compiled(value: Any) -> dict[str, Any]:
    """Return ``{"config": JSON text}`` of the model's optimizer, loss and metrics as Keras serializes them."""
    settings = _compile_config_of(require_model(value))
    try:
        return {"config": json.dumps(settings)[:MAX_CONFIG_CHARACTERS]}
    except (TypeError, ValueError) as error:
        raise UnanswerableError(Wrong.NOT_SERIALIZABLE, message=str(error)[:500]) from error


def _compile_config_of(model: Any) -> Any:
    if not getattr(model, "compiled", False):
        raise UnanswerableError(Wrong.NOT_COMPILED)
    settings = model.get_compile_config()
    if not settings:
        raise UnanswerableError(Wrong.NOT_SERIALIZABLE, message="its compile settings")
    return settings


def predict(value: Any, x: Any, batch_size: int | None) -> Any:
    """Return what the model's own ``predict`` gives for ``x``."""
    if not callable(getattr(value, "predict", None)):
        raise UnanswerableError(Wrong.NO_PREDICT, type=type_name(value))
    keras = sys.modules.get("keras")
    if keras is not None and isinstance(value, keras.Model):
        return value.predict(x, batch_size=batch_size, verbose=0)
    return value.predict(x)
