"""Changes of code that builds and trains a network, each one a mistake that students make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from grader.proving.python_changes import OPTIMIZERS
from grader.proving.trees import Place, called, names_of

Named = Iterator[tuple[str, cst.CSTNode]]
ACTIVATIONS = {
    "relu": ("linear", "tanh"),
    "sigmoid": ("linear", "tanh"),
    "softmax": ("linear", "sigmoid"),
    "tanh": ("linear", "relu"),
    "linear": ("relu",),
}
LOSSES = {
    "mse": "categorical_crossentropy",
    "mean_squared_error": "categorical_crossentropy",
    "mae": "categorical_crossentropy",
    "mean_absolute_error": "categorical_crossentropy",
    "binary_crossentropy": "mse",
    "categorical_crossentropy": "mse",
    "sparse_categorical_crossentropy": "mse",
}
WITH_BIAS = frozenset({"Dense", "SimpleRNN", "LSTM", "GRU", "Conv1D", "Conv2D"})
RECURRENT = frozenset({"SimpleRNN", "LSTM", "GRU"})
POSITIONS = {
    ("Activation", 0): "activation",
    ("Dense", 1): "activation",
    ("SimpleRNN", 1): "activation",
    ("LSTM", 1): "activation",
    ("compile", 1): "loss",
}
FAR_RATES = (1e-7, 1e3)
"""Learning rates with which nothing is learnt, or all diverges; a rate nearby might be as good as the author's."""


def changed(place: Place) -> Named:
    """Yield (name of the change, new node) for every change of one node."""
    if isinstance(place.node, cst.SimpleString):
        yield from _text(place, place.node)
    elif isinstance(place.node, cst.Call):
        for change in (_bias, _sequences, _rate, _training):
            yield from change(place.node)
    elif isinstance(place.node, cst.List):
        yield from _layers(place.node)


def _text(place: Place, node: cst.SimpleString) -> Named:
    value, keyword = str(node.evaluated_value), place.keyword() or _role(place)
    if keyword == "activation":
        for other in ACTIVATIONS.get(value, ()):
            yield "another activation", _quoted(other)
    if keyword == "loss" and value in LOSSES:
        yield "another loss", _quoted(LOSSES[value])


def _role(place: Place) -> str:
    """Return the keyword that a value stands for which is given by its place: ``Dense(3, "relu")``."""
    call, arg = place.within[-2:]
    if not isinstance(call, cst.Call) or not isinstance(arg, cst.Arg):
        return ""
    at = next((number for number, one in enumerate(call.args) if one is arg), -1)
    return POSITIONS.get((called(call), at), "")


def _quoted(text: str) -> cst.SimpleString:
    return cst.SimpleString(f'"{text}"')


def _bias(node: cst.Call) -> Named:
    if called(node) in WITH_BIAS and not _has(node, "use_bias"):
        yield "bias left out", _with(node, "use_bias", cst.Name("False"))


def _sequences(node: cst.Call) -> Named:
    if called(node) in RECURRENT and not _has(node, "return_sequences"):
        yield "wrong return_sequences", _with(node, "return_sequences", cst.Name("True"))


def _rate(node: cst.Call) -> Named:
    """Let an optimizer take steps that lead nowhere, or none to speak of."""
    if called(node) not in OPTIMIZERS:
        return
    if not node.args:
        yield "learning rate far off", _with(node, "learning_rate", cst.Float(repr(FAR_RATES[0])))
    for number, arg in enumerate(node.args):
        if arg.keyword.value == "learning_rate" if arg.keyword is not None else number == 0:
            for rate in FAR_RATES:
                args = [arg.with_changes(value=cst.Float(repr(rate))) if one is arg else one for one in node.args]
                yield "learning rate far off", node.with_changes(args=args)


def _training(node: cst.Call) -> Named:
    if called(node) != "fit":
        return
    yield "hardly trained", _replaced(node, "epochs", cst.Integer("0"))
    if len(node.args) >= 2 and node.args[1].keyword is None:
        labels = node.args[1]
        backwards = cst.parse_expression(f"{cst.Module([]).code_for_node(labels.value)}[::-1]")
        yield (
            "labels mixed up",
            node.with_changes(args=[node.args[0], labels.with_changes(value=backwards), *node.args[2:]]),
        )


def _layers(node: cst.List) -> Named:
    """Leave one layer out of a list of layers."""
    layers = [element for element in node.elements if _is_layer(element.value)]
    if len(layers) < 2 or len(layers) != len(node.elements):
        return
    for layer in layers:
        if called(layer.value) not in {"Input", "InputLayer"}:
            yield "layer left out", node.with_changes(elements=[one for one in node.elements if one is not layer])


def _is_layer(node: cst.BaseExpression) -> bool:
    names = names_of(node.func) if isinstance(node, cst.Call) else []
    return "layers" in names or (bool(names) and names[-1] in {*WITH_BIAS, "Input", "Flatten", "Dropout"})


def _has(node: cst.Call, keyword: str) -> bool:
    return any(arg.keyword is not None and arg.keyword.value == keyword for arg in node.args)


def _with(node: cst.Call, keyword: str, value: cst.BaseExpression) -> cst.Call:
    before: Sequence[cst.Arg] = node.args
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    if before:
        before = [*before[:-1], before[-1].with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))]
    return node.with_changes(args=[*before, cst.Arg(value, keyword=cst.Name(keyword), equal=equal)])


def _replaced(node: cst.Call, keyword: str, value: cst.BaseExpression) -> cst.Call:
    if not _has(node, keyword):
        return _with(node, keyword, value)
    args = [
        arg.with_changes(value=value) if arg.keyword is not None and arg.keyword.value == keyword else arg
        for arg in node.args
    ]
    return node.with_changes(args=args)
