"""Small changes of any Python code: operators, comparisons, constants, off-by-one, axes, arguments, statements."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from typing import Any, cast

import libcst as cst

from grader.proving.trees import Place, called, names_of, uses

Changed = Iterator[cst.CSTNode]
TUNED_KEYWORDS = frozenset({"epochs", "batch_size", "learning_rate", "patience", "momentum", "buffer_size", "shuffle"})
"""Keywords whose values may be a little different in a right solution; `network_changes` changes them a lot."""
BINARY: dict[type[cst.BaseBinaryOp], type[cst.BaseBinaryOp]] = {
    cst.Add: cst.Subtract,
    cst.Subtract: cst.Add,
    cst.Multiply: cst.Divide,
    cst.Divide: cst.Multiply,
    cst.FloorDivide: cst.Divide,
    cst.Modulo: cst.Multiply,
    cst.Power: cst.Multiply,
    cst.MatrixMultiply: cst.Multiply,
    cst.BitAnd: cst.BitOr,
    cst.BitOr: cst.BitAnd,
}
AUGMENTED: dict[type[cst.BaseAugOp], type[cst.BaseAugOp]] = {
    cst.AddAssign: cst.SubtractAssign,
    cst.SubtractAssign: cst.AddAssign,
    cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}
COMPARED: dict[type[cst.BaseCompOp], tuple[type[cst.BaseCompOp], ...]] = {
    cst.LessThan: (cst.LessThanEqual, cst.GreaterThan),
    cst.LessThanEqual: (cst.LessThan, cst.GreaterThan),
    cst.GreaterThan: (cst.GreaterThanEqual, cst.LessThan),
    cst.GreaterThanEqual: (cst.GreaterThan, cst.LessThan),
    cst.Equal: (cst.NotEqual,),
    cst.NotEqual: (cst.Equal,),
    cst.Is: (cst.IsNot,),
    cst.IsNot: (cst.Is,),
    cst.In: (cst.NotIn,),
    cst.NotIn: (cst.In,),
}
FUNCTIONS = {
    "maximum": "minimum",
    "minimum": "maximum",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "argmax": "argmin",
    "argmin": "argmax",
    "floor": "ceil",
    "ceil": "floor",
    "any": "all",
    "all": "any",
    "std": "var",
    "log": "log2",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "hstack": "vstack",
    "tanh": "sin",
}
LEFT_OUT = frozenset(
    {"abs", "sqrt", "exp", "log", "square", "tanh", "round", "copy", "clip", "sigmoid", "astype", "transpose"}
)
"""Functions of one value whose call may be left out, so that the value itself stands there."""
COMMUTATIVE = frozenset(
    {"maximum", "minimum", "max", "min", "add", "multiply", "logical_and", "logical_or", "isclose", "allclose", "hypot"}
)
FEW_NUMBERS = 3
OPTIMIZERS = frozenset({"SGD", "Adam", "RMSprop", "Adagrad", "Adadelta", "Nadam", "AdamW"})
"""Functions whose first argument is a learning rate, tuned like one given by keyword."""


def changed(place: Place) -> Iterator[tuple[str, cst.CSTNode]]:
    """Yield (name of the change, new node) for every change of one node."""
    for kind, change, name in _CHANGES:
        if isinstance(place.node, kind):
            yield from ((name, new) for new in change(place))


def _binary(place: Place) -> Changed:
    node = cast("cst.BinaryOperation", place.node)
    if other := BINARY.get(type(node.operator)):
        yield node.with_changes(operator=other())


def _augmented(place: Place) -> Changed:
    node = cast("cst.AugAssign", place.node)
    if other := AUGMENTED.get(type(node.operator)):
        yield node.with_changes(operator=other())


def _compared(place: Place) -> Changed:
    node = cast("cst.ComparisonTarget", place.node)
    for other in COMPARED.get(type(node.operator), ()):
        yield node.with_changes(operator=other())


def _boolean(place: Place) -> Changed:
    node = cast("cst.BooleanOperation", place.node)
    yield node.with_changes(operator=cst.Or() if isinstance(node.operator, cst.And) else cst.And())


def _unary(place: Place) -> Changed:
    node = cast("cst.UnaryOperation", place.node)
    if isinstance(node.operator, cst.Minus) and isinstance(node.expression, cst.Integer):
        return  # A negative constant is changed as a constant.
    yield node.expression


def _integer(place: Place) -> Changed:
    node = cast("cst.Integer", place.node)
    if place.keyword() in TUNED_KEYWORDS:
        return
    if _is_amid_data(place) or place.keyword() == "axis":
        return
    value, negative = int(node.value, 0), isinstance(place.parent, cst.UnaryOperation)
    if negative and any(called(holder) == "reshape" for holder in place.within[-4:]):
        return  # NumPy takes every negative length for "as many as there are".
    yield cst.Integer(str(value + 1))
    if value > negative:
        yield cst.Integer(str(value - 1))


def _is_amid_data(place: Place) -> bool:
    """Whether it is one of many numbers in a list, of which the first stands for all."""
    holder = next((node for node in reversed(place.within) if isinstance(node, cst.List | cst.Tuple)), None)
    if holder is None or len(holder.elements) <= FEW_NUMBERS:
        return False
    numbers = [one.value for one in holder.elements if isinstance(one.value, cst.BaseNumber | cst.UnaryOperation)]
    here = {place.node, *place.within}
    return len(numbers) == len(holder.elements) and numbers[0] not in here


def _float(place: Place) -> Changed:
    node = cast("cst.Float", place.node)
    if place.keyword() in TUNED_KEYWORDS or called(place.within[-2]) in OPTIMIZERS or _is_amid_data(place):
        return
    value = float(node.value)
    for other in (value * 2, value + 1) if value else (1.0,):
        yield cst.Float(repr(other))


def _name(place: Place) -> Changed:
    node = cast("cst.Name", place.node)
    flipped = {"True": "False", "False": "True"}.get(node.value)
    if flipped and place.keyword() not in TUNED_KEYWORDS:
        yield cst.Name(flipped)


def _string(place: Place) -> Changed:
    node = cast("cst.SimpleString", place.node)
    if isinstance(place.parent, cst.Return | cst.ComparisonTarget | cst.DictElement | cst.Index | cst.Element):
        yield cst.SimpleString(f"{node.prefix}{node.quote}{node.raw_value}x{node.quote}")


def _call(place: Place) -> Changed:
    node = cast("cst.Call", place.node)
    name = called(node)
    if (other := FUNCTIONS.get(name)) and (isinstance(node.func, cst.Attribute) or hasattr(builtins, other)):
        yield node.with_changes(func=_renamed(node.func, other))
    if name == "permutation" and uses(place.within[0], "np"):
        yield node.with_changes(func=cst.parse_expression("np.arange"))
    values = [arg for arg in node.args if arg.keyword is None and not arg.star]
    if name in LEFT_OUT and not (name == "astype" and uses(place.within[0], "keras")):
        if isinstance(node.func, cst.Attribute) and names_of(node.func)[0] not in {"np", "tf", "keras", "math", "ops"}:
            yield node.func.value
        elif len(values) >= 1:
            yield values[0].value
    if name == "range":
        yield from (_with_last(node, operator) for operator in (cst.Subtract(), cst.Add()))
    if name not in COMMUTATIVE and len(values) == 2 and len(node.args) >= 2 and node.args[1].keyword is None:
        first, second = node.args[0], node.args[1]
        if not first.value.deep_equals(second.value):
            swapped = (first.with_changes(value=second.value), second.with_changes(value=first.value), *node.args[2:])
            yield node.with_changes(args=swapped)


def _renamed(function: cst.BaseExpression, name: str) -> cst.BaseExpression:
    new = cst.Name(name)
    return function.with_changes(attr=new) if isinstance(function, cst.Attribute) else new


def _with_last(node: cst.Call, operator: cst.BaseBinaryOp) -> cst.Call:
    """Return ``range(…, n)`` as ``range(…, n - 1)`` or ``range(…, n + 1)``."""
    at = min(len(node.args), 2) - 1
    stop = cst.BinaryOperation(left=_in_parentheses(node.args[at].value), operator=operator, right=cst.Integer("1"))
    return node.with_changes(args=[*node.args[:at], node.args[at].with_changes(value=stop), *node.args[at + 1 :]])


def _in_parentheses(value: cst.BaseExpression) -> cst.BaseExpression:
    simple = isinstance(value, cst.Name | cst.Integer | cst.Call | cst.Attribute | cst.Subscript)
    return value if simple else value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _argument(place: Place) -> Changed:
    node = cast("cst.Arg", place.node)
    if node.keyword is None or node.keyword.value != "axis":
        return
    axis = cst.Module([]).code_for_node(node.value)
    yield node.with_changes(value=cst.Integer("1" if axis == "0" else "0"))
    yield node.with_changes(value=cst.Name("None"))


def _slice(place: Place) -> Changed:
    """Leave a slice out: all rows in the place of the training part."""
    node = cast("cst.Subscript", place.node)
    if isinstance(place.parent, cst.AssignTarget | cst.AugAssign | cst.Del):
        return
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Slice):
        yield node.value
    elif isinstance(node.slice[0].slice, cst.Slice) and (node.slice[0].slice.lower or node.slice[0].slice.upper):
        everything = cst.SubscriptElement(cst.Slice(lower=None, upper=None))
        yield node.with_changes(slice=[everything.with_changes(comma=node.slice[0].comma), *node.slice[1:]])


def _targets(place: Place) -> Changed:
    """Swap two neighbors of ``a, b, c = …``: gates, parts or axes in the wrong order."""
    node = cast("cst.AssignTarget", place.node)
    if not isinstance(node.target, cst.Tuple):
        return
    elements = node.target.elements
    for at in range(len(elements) - 1):
        here, there = elements[at], elements[at + 1]
        swapped = [here.with_changes(value=there.value), there.with_changes(value=here.value)]
        new = node.target.with_changes(elements=[*elements[:at], *swapped, *elements[at + 2 :]])
        yield node.with_changes(target=new)


def _condition(place: Place) -> Changed:
    node = cast("cst.If", place.node)
    yield node.with_changes(test=cst.Name("False"))
    yield node.with_changes(test=cst.Name("True"))


def _loop(place: Place) -> Changed:
    node = cast("cst.For", place.node)
    if isinstance(node.body, cst.IndentedBlock):
        stop = cst.SimpleStatementLine([cst.Break()])
        yield node.with_changes(body=node.body.with_changes(body=[*node.body.body, stop]))


def _choice(place: Place) -> Changed:
    node = cast("cst.IfExp", place.node)
    yield node.body
    yield node.orelse


def _statement(place: Place) -> Changed:
    """Remove a statement, where something is left without it."""
    node = cast("cst.SimpleStatementLine", place.node)
    if len(node.body) == 1 and _can_go(node.body[0]):
        yield node.with_changes(body=[cst.Pass()])


def _can_go(statement: cst.BaseSmallStatement) -> bool:
    if isinstance(statement, cst.Expr | cst.AugAssign | cst.Raise | cst.Break | cst.Continue):
        return True
    if not isinstance(statement, cst.Assign):
        return False
    names = [names_of(target.target) for target in statement.targets]
    changes_something = any(isinstance(t.target, cst.Subscript | cst.Attribute) for t in statement.targets)
    return changes_something or any(name and uses(statement.value, name[0]) for name in names)


Change = Callable[[Place], Changed]
_CHANGES: tuple[tuple[Any, Change, str], ...] = (
    (cst.BinaryOperation, _binary, "another operator"),
    (cst.AugAssign, _augmented, "another operator"),
    (cst.ComparisonTarget, _compared, "another comparison"),
    (cst.BooleanOperation, _boolean, "and for or"),
    (cst.UnaryOperation, _unary, "sign or not left out"),
    (cst.Integer, _integer, "another constant"),
    (cst.Float, _float, "another constant"),
    (cst.Name, _name, "True for False"),
    (cst.SimpleString, _string, "another text"),
    (cst.Call, _call, "another call"),
    (cst.Arg, _argument, "another axis"),
    (cst.Subscript, _slice, "slice left out"),
    (cst.AssignTarget, _targets, "swapped names"),
    (cst.If, _condition, "condition always or never"),
    (cst.For, _loop, "loop runs once"),
    (cst.IfExp, _choice, "condition always or never"),
    (cst.SimpleStatementLine, _statement, "statement left out"),
)
