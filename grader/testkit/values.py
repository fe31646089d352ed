"""Values on their way between the jails: every Python value as plain wire values, and back.

``None``, ``bool``, ``int`` (64 bits), ``float``, ``str``, ``bytes``, lists and arrays travel as they are; anything
else is a dict ``{"!": KIND, …}``. Decoding believes nothing: whatever is not exactly what ``encode`` makes is refused
with ``BadValueError``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from grader.testkit.protocol import MAX_DEPTH, MAX_INTEGER_DIGITS, MAX_NODES, MAX_REPR_CHARACTERS

TAG = "!"
ARRAY_KINDS = "biufcUS"
_GENERATORS = ("PCG64", "PCG64DXSM", "SFC64")
"""Whose states cannot point outside their own memory, as those of MT19937 and Philox can."""


class BadValueError(Exception):
    """The wire value is none that ``encode`` makes."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """An object of the student's that does not travel: its type, a short ``repr`` as reported, and a handle.

    It can be passed on to another of the student's functions, which then gets the object itself. ``origin`` is what
    messages call it: the name or the call that it came from.
    """

    type_name: str
    text: str
    handle: int | None = None
    is_callable: bool = False
    origin: str = field(default="result", compare=False)

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands in an argument for what the submission calls ``name``."""

    name: str


Resolve = Callable[[Any], Any]


def decode(wire: Any, resolve: Resolve | None = None) -> Any:
    """Return the value that ``wire`` stands for. Raises ``BadValueError``.

    ``resolve`` turns an ``Opaque`` or a ``Reference`` into the object that it names; without it they are returned.
    """
    return _Decoder(resolve).decode(wire, 0)


class _Decoder:
    def __init__(self, resolve: Resolve | None) -> None:
        self._resolve = resolve or (lambda value: value)
        self._nodes = 0

    def decode(self, wire: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise BadValueError("too deep or too many values")
        if wire is None or isinstance(wire, bool | int | float | str | bytes | np.ndarray):
            return wire
        if isinstance(wire, list):
            return [self.decode(item, depth + 1) for item in wire]
        if isinstance(wire, dict):
            return self._tagged(wire, depth)
        raise BadValueError(f"a {type(wire).__name__}")

    def _tagged(self, wire: dict[str, Any], depth: int) -> Any:
        kind = wire.get(TAG)
        reader = self._READERS.get(kind) if isinstance(kind, str) else None
        if reader is None:
            raise BadValueError("a value of unknown kind")
        return reader(self, wire, depth)

    def _integer(self, wire: dict[str, Any], _depth: int) -> int:
        digits = wire.get("digits")
        if not isinstance(digits, str) or len(digits) > MAX_INTEGER_DIGITS or not digits.lstrip("-").isdecimal():
            raise BadValueError("an impossible integer")
        try:
            return int(digits)
        except ValueError:
            raise BadValueError("an impossible integer") from None

    def _complex(self, wire: dict[str, Any], _depth: int) -> complex:
        real, imaginary = wire.get("real"), wire.get("imaginary")
        if not isinstance(real, float) or not isinstance(imaginary, float):
            raise BadValueError("an impossible complex number")
        return complex(real, imaginary)

    def _scalar(self, wire: dict[str, Any], _depth: int) -> Any:
        array = wire.get("array")
        if not isinstance(array, np.ndarray) or array.shape != ():
            raise BadValueError("an impossible scalar")
        return array[()]

    def _items(self, wire: dict[str, Any], depth: int) -> list[Any]:
        items = wire.get("items")
        if not isinstance(items, list):
            raise BadValueError("a collection without items")
        return [self.decode(item, depth + 1) for item in items]

    def _tuple(self, wire: dict[str, Any], depth: int) -> tuple[Any, ...]:
        return tuple(self._items(wire, depth))

    def _set(self, wire: dict[str, Any], depth: int) -> set[Any]:
        try:
            return set(self._items(wire, depth))
        except TypeError:
            raise BadValueError("a set of what cannot be in one") from None

    def _dict(self, wire: dict[str, Any], depth: int) -> dict[Any, Any]:
        pairs = wire.get("pairs")
        if not isinstance(pairs, list) or any(not isinstance(p, list) or len(p) != 2 for p in pairs):
            raise BadValueError("a dict without pairs")
        try:
            return {self.decode(key, depth + 1): self.decode(value, depth + 1) for key, value in pairs}
        except TypeError:
            raise BadValueError("a dict with impossible keys") from None

    def _opaque(self, wire: dict[str, Any], _depth: int) -> Any:
        type_name, text, handle = wire.get("type"), wire.get("text"), wire.get("handle")
        if not isinstance(type_name, str) or not isinstance(text, str):
            raise BadValueError("an unnamed object")
        if handle is not None and (not isinstance(handle, int) or isinstance(handle, bool)):
            raise BadValueError("an object with an impossible handle")
        short = text[:MAX_REPR_CHARACTERS]
        return self._resolve(Opaque(type_name[:MAX_REPR_CHARACTERS], short, handle, wire.get("callable") is True))

    def _reference(self, wire: dict[str, Any], _depth: int) -> Any:
        name = wire.get("name")
        if not isinstance(name, str):
            raise BadValueError("a reference without a name")
        return self._resolve(Reference(name))

    def _random(self, wire: dict[str, Any], depth: int) -> np.random.Generator:
        state = self.decode(wire.get("state"), depth + 1)
        if not isinstance(state, dict) or state.get("bit_generator") not in _GENERATORS:
            raise BadValueError("a random generator of unknown kind")
        try:
            bits = getattr(np.random, state["bit_generator"])()
            bits.state = state
        except (TypeError, ValueError, KeyError, OverflowError):
            raise BadValueError("a random generator in an impossible state") from None
        return np.random.Generator(bits)

    _READERS: ClassVar[dict[str, Callable[[_Decoder, dict[str, Any], int], Any]]] = {
        "int": _integer,
        "complex": _complex,
        "scalar": _scalar,
        "tuple": _tuple,
        "set": _set,
        "dict": _dict,
        "opaque": _opaque,
        "reference": _reference,
        "random": _random,
    }


def contains_nan(value: Any) -> bool:
    """Whether a number in ``value`` (a number, an array, or lists or dictionaries of them) is NaN."""
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, np.ndarray | np.generic):
        return bool(np.isnan(value).any()) if np.asarray(value).dtype.kind in "fc" else False
    if isinstance(value, dict):
        return any(contains_nan(item) for item in value.values())
    if isinstance(value, list | tuple):
        return any(contains_nan(item) for item in value)
    return False
