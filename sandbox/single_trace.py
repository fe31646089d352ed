"""Let Keras trace the training step of a compiled model once. Left alone, it mostly traces it twice.

TensorFlow traces a function again when its first trace has made variables. In a first ``fit`` these are the optimizer's
moments and the metrics' sums, which Keras makes as late as possible. Made just before, they are the same variables, and
the model learns the same. What layers, losses and metrics do in Python, such as printing, they do fewer times.
"""

from __future__ import annotations

import contextlib
import functools
from typing import Any

_STEPS = ("train_step", "test_step", "compute_loss", "compute_metrics")


def trace_once() -> None:
    """Have every model of Keras on TensorFlow make its variables before its training step is traced."""
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    plain_build, plain_make = TensorFlowTrainer._maybe_symbolic_build, TensorFlowTrainer.make_train_function

    @functools.wraps(plain_build)
    def build_metrics_first(self: Any, iterator: Any = None, data_batch: Any = None) -> None:
        plain_build(self, iterator=iterator, data_batch=data_batch)
        with contextlib.suppress(Exception):  # Keras meets it again, and says it as it always does.
            if _is_plain(self, TensorFlowTrainer):
                _build_metrics(self, _specs(iterator) if data_batch is None else data_batch)

    @functools.wraps(plain_make)
    def build_optimizer_first(self: Any, force: bool = False) -> None:
        known = self.train_function
        plain_make(self, force=force)
        traced = self.train_function
        if traced is known:
            return

        def first(data: Any) -> Any:
            # Not earlier: an optimizer is bound to the weights that are trainable when it is built.
            self.train_function = traced
            with contextlib.suppress(Exception):
                if _is_plain(self, TensorFlowTrainer) and not self.optimizer.built:
                    self.optimizer.build(self.trainable_variables)
            return traced(data)

        self.train_function = first

    TensorFlowTrainer._maybe_symbolic_build = build_metrics_first
    TensorFlowTrainer.make_train_function = build_optimizer_first


def _is_plain(model: Any, trainer: type) -> bool:
    """Whether Keras itself trains this model, and all its weights are there."""
    if model.run_eagerly or not all(layer.built for layer in model._flatten_layers()):
        return False
    return all(getattr(type(model), name) is getattr(trainer, name) for name in _STEPS)


def _build_metrics(model: Any, batch: Any) -> None:
    """Make the sums of the metrics that wait for a first batch, and of the losses where a model has several outputs."""
    from keras.src import backend, tree
    from keras.src.trainers.data_adapters.data_adapter_utils import unpack_x_y_sample_weight

    metrics, loss = model._compile_metrics, model._compile_loss
    waiting = [] if metrics is None or metrics.built else [model.compute_metrics]
    waiting += [] if loss is None or loss.built or len(tree.flatten(batch[1])) == 1 else [model._compute_loss]
    if not waiting:
        return
    symbolic = tree.map_structure(lambda v: backend.KerasTensor(v.shape, backend.standardize_dtype(v.dtype)), batch)
    x, y, sample_weight = unpack_x_y_sample_weight(symbolic)
    outputs = backend.compute_output_spec(model, x, training=False)
    for make in waiting:
        backend.compute_output_spec(make, x, y, outputs, sample_weight=sample_weight)


def _specs(iterator: Any) -> Any:
    """Return shapes and dtypes of a batch without taking one, which would move a shuffled data set on."""
    return iterator._distributed_dataset.element_spec
