"""The fully connected layers of a model, however its author wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from grader.testkit.failures import Compared, Mismatch
from grader.testkit.messages import message as kit_message
from grader.testkit.text import Message, Text, as_text, joined

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
_PLAIN: Mapping[str, Mapping[str, object]] = {
    "ReLU": {"max_value": None, "negative_slope": 0.0, "threshold": 0.0},
    "Softmax": {"axis": -1},
}


@dataclass(frozen=True, slots=True)
class DenseLayer:
    """A fully connected layer; ``activation`` is Keras's name of its function, ``"linear"`` for none."""

    units: int
    activation: str
    use_bias: bool = True

    def __str__(self) -> str:
        return f"{self.units} {self.activation}" + ("" if self.use_bias else " (no bias)")


def flat_layers(model: Any) -> Iterator[Any]:
    """Yield the layers and operations of a Keras model in order, those of nested models in their place.

    A layer that is applied to each step by ``TimeDistributed`` stands for itself.
    """
    for layer in getattr(model, "operations", None) or model.layers:
        if hasattr(layer, "layers"):
            yield from flat_layers(layer)
        else:
            yield layer.layer if type(layer).__name__ == "TimeDistributed" else layer


def dense_layers(model: Any) -> list[DenseLayer]:
    """Return the Dense layers in order. An activation in a layer of its own counts to the Dense layer that feeds it."""
    found: dict[int, DenseLayer] = {}
    activations: list[tuple[str, set[int]]] = []
    last = 0
    for layer in flat_layers(model):
        if type(layer).__name__ == "Dense":
            last = id(layer)
            found[last] = DenseLayer(int(layer.units), _name_of(layer.activation), bool(layer.use_bias))
        elif name := _activation_of(layer):
            nodes = getattr(layer, "_inbound_nodes", ())
            activations.append((name, {_feeding(node, last) for node in nodes} or {last}))
    for name, fed in activations:
        for dense in fed & found.keys():
            found[dense] = _activated(found[dense], name)
    return list(found.values())


def _feeding(node: Any, last: int) -> int:
    """Return the identity of the Dense layer that feeds a node, through other layers at most.

    It is ``last`` where the graph ends before: at the input of a nested model. What is merged of several branches is
    fed by no one Dense layer: 0.
    """
    while parents := node.parent_nodes:
        if len(parents) != 1:
            return 0
        node = parents[0]
        if type(node.operation).__name__ == "Dense":
            return id(node.operation)
    return last


def _activated(dense: DenseLayer, name: str) -> DenseLayer:
    if dense.activation == NO_ACTIVATION:
        return replace(dense, activation=name)
    twice = dense.activation == name == "relu"
    return dense if twice else replace(dense, activation=f"{dense.activation} + {name}")


def check_dense_layers(model: Any, expected: Sequence[tuple[int, str]], message: Message = None) -> None:
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
    raise Mismatch(joined([own, differing, account]), hidden, Compared.of(listed["wanted"], listed["found"]))


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
    if kind == "Activation":
        return _name_of(layer.activation)
    plain = _PLAIN.get(kind, {})
    other = [f"{key}={getattr(layer, key)}" for key, value in plain.items() if getattr(layer, key, value) != value]
    return _OWN_LAYER.get(kind, "") + (f"({', '.join(other)})" if other else "")


def _name_of(activation: Any) -> str:
    """Return Keras's name of a function, or of a layer that stands in the place of one."""
    kind = type(activation).__name__
    return str(getattr(activation, "__name__", "")) or _activation_of(activation) or kind
