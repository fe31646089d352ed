"""Let Keras trace the training step of a compiled model once. Left alone, it traces it twice.

TensorFlow traces a function again when its first trace has made variables. In a first ``fit`` these are the optimizer's
moments and the metrics' sums, which Keras makes as late as possible; made beforehand, nothing else changes.
"""

from __future__ import annotations

import contextlib
import functools
from typing import Any

_STEPS = ("train_step", "test_step", "compute_loss", "compute_metrics")


def trace_once() -> None:
    """Have every model of Keras on TensorFlow make its variables before its training step is traced."""
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    plain = TensorFlowTrainer._maybe_symbolic_build

    @functools.wraps(plain)
    def build_first(self: Any, iterator: Any = None, data_batch: Any = None) -> None:
        plain(self, iterator=iterator, data_batch=data_batch)
        with contextlib.suppress(Exception):  # Keras meets it again, and says it as it always does.
            if _is_plain(self, TensorFlowTrainer):
                self._symbolic_build(data_batch=_specs(iterator) if data_batch is None else data_batch)

    TensorFlowTrainer._maybe_symbolic_build = build_first


def _is_plain(model: Any, trainer: type) -> bool:
    """Whether Keras itself trains this model, and all its weights are there."""
    if model.run_eagerly or not all(layer.built for layer in model._flatten_layers()):
        return False
    return all(getattr(type(model), name) is getattr(trainer, name) for name in _STEPS)


def _specs(iterator: Any) -> Any:
    """Return shapes and dtypes of a batch without taking one, which would move a shuffled data set on."""
    return iterator._distributed_dataset.element_spec
