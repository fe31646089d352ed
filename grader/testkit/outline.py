"""The fully connected layers of a model, however its author wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from grader.testkit.failures import Mismatch
from grader.testkit.messages import message as kit_message
from grader.testkit.text import Text, as_text, joined

NO_ACTIVATION = "linear"
_OWN_LAYER = {
    "ReLU": "relu",
    "Softmax": "softmax",
    "ELU": "elu",
    "LeakyReLU": "leaky_relu",
    "Relu": "relu",
    "Sigmoid": "sigmoid",
    "Tanh": "tanh",
    "Elu": "elu",
    "Selu": "selu",
    "Gelu": "gelu",
    "Silu": "silu",
    "LeakyRelu": "leaky_relu",
    "Softplus": "softplus",
    "Softsign": "softsign",
}
"""Layers and, such as ``keras.ops.relu``, operations that are an activation function and nothing else."""


@dataclass(frozen=True, slots=True)
class DenseLayer:
    """A fully connected layer; ``activation`` is Keras's name of its function, ``"linear"`` for none."""

    units: int
    activation: str
    use_bias: bool = True

    def __str__(self) -> str:
        return f"{self.units} {self.activation}" + ("" if self.use_bias else " (no bias)")


def flat_layers(model: Any) -> Iterator[Any]:
    """Yield the layers and operations of a Keras model in order, those of nested models in their place."""
    for layer in getattr(model, "operations", None) or model.layers:
        if hasattr(layer, "layers"):
            yield from flat_layers(layer)
        else:
            yield layer


def dense_layers(model: Any) -> list[DenseLayer]:
    """Return the Dense layers in order. An activation in a layer of its own counts to the Dense layer before it."""
    found: list[DenseLayer] = []
    for layer in flat_layers(model):
        if type(layer).__name__ == "Dense":
            found.append(DenseLayer(int(layer.units), _name_of(layer.activation), bool(layer.use_bias)))
        elif (name := _activation_of(layer)) and found and found[-1].activation == NO_ACTIVATION:
            found[-1] = DenseLayer(found[-1].units, name, found[-1].use_bias)
    return found


def check_dense_layers(
    model: Any, expected: Sequence[tuple[int, str]], message: str | Mapping[str, str] | None = None
) -> None:
    """Fail unless the model's Dense layers have the units and activations ``expected``, such as ``(512, "relu")``.

    A public test's message names the first layer that differs, counted from 1, and in what.
    """
    found = dense_layers(model)
    wanted = [DenseLayer(units, activation) for units, activation in expected]
    differing = next(_differences(found, wanted), None)
    if differing is None:
        return
    own = as_text(message) if message is not None else None
    listed = {"found": ", ".join(map(str, found)) or "–", "wanted": ", ".join(map(str, wanted))}
    account = kit_message("dense_layers", **listed)
    hidden = own or kit_message("dense_layers_hidden")
    raise Mismatch(joined([own, differing, account]), hidden)


def _differences(found: list[DenseLayer], wanted: list[DenseLayer]) -> Iterator[Text]:
    if len(found) != len(wanted):
        yield kit_message("dense_count", found=len(found), wanted=len(wanted))
    for place, (got, asked) in enumerate(zip_longest(found, wanted), start=1):
        if got is None or asked is None:
            return
        if got.units != asked.units:
            yield kit_message("dense_units", place=place, found=got.units, wanted=asked.units)
        if got.activation != asked.activation:
            yield kit_message("dense_activation", place=place, found=got.activation, wanted=asked.activation)
        if got.use_bias != asked.use_bias:
            yield kit_message("dense_without_bias", place=place)


def _activation_of(layer: Any) -> str:
    kind = type(layer).__name__
    return _name_of(layer.activation) if kind == "Activation" else _OWN_LAYER.get(kind, "")


def _name_of(activation: Any) -> str:
    """Return Keras's name of a function, or of a layer that stands in the place of one."""
    kind = type(activation).__name__
    return str(getattr(activation, "__name__", "")) or _OWN_LAYER.get(kind, kind)
