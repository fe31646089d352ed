"""On PyTorch, letting what a rebuilt model gives be read as an array, as on the other backends."""

from __future__ import annotations

from typing import Any


def leave_out_gradients(model: Any) -> None:
    """Keep the model from recording gradients, which PyTorch does by default, until it is trained."""
    import keras

    if keras.backend.backend() != "torch":
        return
    _record(model, wanted=False)
    original = model.fit

    def fit(*args: Any, **options: Any) -> Any:
        _record(model, wanted=True)
        try:
            return original(*args, **options)
        finally:
            _record(model, wanted=False)

    model.fit = fit


def _record(model: Any, *, wanted: bool) -> None:
    for variable in model.trainable_variables:
        variable.value.requires_grad_(wanted)
