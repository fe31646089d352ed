"""Turning any Python value into what travels between the jails; see ``grader.testkit.values``."""

from __future__ import annotations

import itertools
import reprlib
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

import numpy as np

from grader.testkit.protocol import (
    MAX_ARRAY_BYTES,
    MAX_DEPTH,
    MAX_INTEGER_DIGITS,
    MAX_ITERATED,
    MAX_NODES,
    MAX_REPR_CHARACTERS,
    MAX_STRING_CHARACTERS,
)
from grader.testkit.values import ARRAY_KINDS, TAG, Opaque, Reference

Keep = Callable[[object], int | None]
_INT64 = range(-(2**63), 2**64)


class TooMuchError(Exception):
    """The value is deeper or larger than may travel."""


def encode(value: object, keep: Keep | None = None) -> Any:
    """Return ``value`` as wire values.

    Tensors, Keras variables and pandas frames become arrays; an iterator, or a ``tf.data.Dataset``, the list of its
    first ``MAX_ITERATED`` items. ``keep`` stores an object that does not travel and returns its handle. Raises
    ``TooMuchError``, and whatever the methods of a student's object raise.
    """
    return _Encoder(keep).encode(value, 0)


def as_numpy(value: Any) -> Any:
    """Return a tensor or variable of any backend as an array; one of PyTorch's may hang on a gradient or a GPU."""
    if _is_from(value, "keras", "Variable"):
        value = value.value
    if _is_from(value, "torch", "Tensor", "Parameter"):
        value = value.detach().cpu()
        return np.asarray(value if value.dtype in _numpy_types() else value.float())
    return np.asarray(value)


def _numpy_types() -> tuple[Any, ...]:
    torch = sys.modules["torch"]
    names = "bool uint8 int8 int16 int32 int64 float16 float32 float64 complex64 complex128"
    return tuple(getattr(torch, name) for name in names.split())


def type_name(value: object) -> str:
    """Return the name of ``value``'s type as a student knows it, with the package for a library's own."""
    kind = type(value)
    package = kind.__module__.partition(".")[0]
    return kind.__qualname__ if package in {"builtins", "__main__"} else f"{package}.{kind.__qualname__}"


def fingerprint(value: Any, depth: int = 0) -> Any:
    """Return what changes when an array, list or dict in ``value`` is written to; other objects do not count."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes())
    if isinstance(value, list | tuple):
        return [fingerprint(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return [(fingerprint(k, depth + 1), fingerprint(v, depth + 1)) for k, v in value.items()]
    return repr(value) if value is None or isinstance(value, bool | int | float | str | bytes) else None


class _Encoder:
    def __init__(self, keep: Keep | None) -> None:
        self._keep = keep or (lambda _: None)
        self._nodes = 0

    def encode(self, value: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise TooMuchError("the value is nested too deeply or has too many parts")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, np.generic | np.ndarray):
            return self._numpy(value, depth)
        if isinstance(value, int | float | complex):
            return _number(value)
        if isinstance(value, str | bytes | bytearray):
            return _string(value)
        if isinstance(value, Opaque | Reference):
            return _named(value)
        return self._container(value, depth)

    def _numpy(self, value: Any, depth: int) -> Any:
        array = np.asarray(value)
        if array.dtype.kind == "O":
            return self.encode(array.tolist(), depth + 1)
        if array.dtype.kind not in ARRAY_KINDS:
            return self._array_of_other_dtype(array, value)
        if array.nbytes > MAX_ARRAY_BYTES:
            raise TooMuchError(f"an array of {array.nbytes} bytes")
        if array.dtype.itemsize == 0:
            array = array.astype(f"{array.dtype.kind}1")
        plain = np.ascontiguousarray(array).reshape(array.shape)
        return {TAG: "scalar", "array": plain} if isinstance(value, np.generic) else plain

    def _array_of_other_dtype(self, array: Any, value: Any) -> Any:
        try:
            return self.encode(array.astype(np.float32), MAX_DEPTH)
        except (TypeError, ValueError):
            return self._opaque(value)

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, list | range):
            return self._items(value, depth)
        if isinstance(value, tuple):
            return {TAG: "tuple", "items": self._items(value, depth)}
        if isinstance(value, Mapping):
            pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]
            return {TAG: "dict", "pairs": pairs}
        if isinstance(value, Set):
            return {TAG: "set", "items": self._items(value, depth)}
        if isinstance(value, np.random.Generator):
            return {TAG: "random", "state": self.encode(value.bit_generator.state, depth + 1)}
        return self._library_object(value, depth)

    def _items(self, values: Any, depth: int) -> list[Any]:
        return [self.encode(item, depth + 1) for item in values]

    def _library_object(self, value: Any, depth: int) -> Any:
        if _is_from(value, "tensorflow", "Dataset") or isinstance(value, Iterator):
            return self._items(itertools.islice(iter(value), MAX_ITERATED), depth)
        if _is_from(value, "keras", "History"):
            return self.encode(dict(value.history), depth + 1)
        if _is_from(value, "pandas", "Series", "DataFrame", "Index") or _is_tensor(value):
            return self._numpy(as_numpy(value), depth)
        return self._opaque(value)

    def _opaque(self, value: Any) -> dict[str, Any]:
        return {
            TAG: "opaque",
            "type": type_name(value)[:MAX_REPR_CHARACTERS],
            "text": _short_repr(value),
            "handle": self._keep(value),
            "callable": callable(value),
        }


def _short_repr(value: object) -> str:
    short = reprlib.Repr()
    short.maxother = short.maxstring = MAX_REPR_CHARACTERS
    return short.repr(value)[:MAX_REPR_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _number(value: int | float | complex) -> Any:
    if isinstance(value, complex):
        return {TAG: "complex", "real": float(value.real), "imaginary": float(value.imag)}
    if isinstance(value, float):
        return float(value)
    plain = int(value)
    if plain in _INT64:
        return plain
    if plain.bit_length() > MAX_INTEGER_DIGITS * 3:
        raise TooMuchError("an integer with too many digits")
    return {TAG: "int", "digits": str(plain)}


def _string(value: str | bytes | bytearray) -> str | bytes:
    if len(value) > MAX_STRING_CHARACTERS:
        raise TooMuchError(f"a text of {len(value)} characters")
    if isinstance(value, str):
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return bytes(value)


def _named(value: Opaque | Reference) -> dict[str, Any]:
    if isinstance(value, Reference):
        return {TAG: "reference", "name": value.name}
    return {TAG: "opaque", "type": value.type_name, "text": value.text, "handle": value.handle}


def _is_from(value: object, package: str, *names: str) -> bool:
    """Whether ``value``'s class or a base of it is one of ``names`` in ``package``, without importing that."""
    if package not in sys.modules:
        return False
    return any(
        base.__name__.endswith(names) and base.__module__.partition(".")[0] == package for base in type(value).__mro__
    )


def _is_tensor(value: object) -> bool:
    return (
        _is_from(value, "tensorflow", "Tensor", "Variable")
        or _is_from(value, "keras", "Variable")
        or _is_from(value, "torch", "Tensor", "Parameter")
        or (hasattr(type(value), "__array__") and not callable(value))
    )
