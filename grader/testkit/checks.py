"""Comparisons whose messages say where two values differ; a hidden test's keep the values to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.testkit.failures import Mismatch, Misuse, WrongShape, WrongType
from grader.testkit.messages import message as kit_message
from grader.testkit.text import Text, as_text, cut, joined
from grader.testkit.values import Opaque

if TYPE_CHECKING:
    from numpy.typing import NDArray

Message = str | Mapping[str, str] | None
THE_RESULT: Text = {"en": "The result", "ko": "결과"}
MAX_VALUE_CHARACTERS = 60


def as_array(value: Any, what: str | Text = THE_RESULT) -> NDArray[Any]:
    """Return ``value`` (numbers, nested lists of them, an array, a tensor) as an array. Raises ``WrongType``."""
    if value is None or isinstance(value, str | bytes | dict | set | Opaque):
        found = value.type_name if isinstance(value, Opaque) else type(value).__name__
        raise WrongType.of("not_an_array", name=what, found=found)
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        raise WrongType.of("ragged", name=what) from None
    if array.dtype.kind not in "biufc":
        raise WrongType.of("ragged", name=what)
    return array


def check_shape(actual: Any, shape: tuple[int | None, ...], what: str | Text = THE_RESULT) -> None:
    """Fail unless ``actual`` is an array of ``shape``, where ``None`` stands for any length."""
    found = as_array(actual, what).shape
    fits = len(found) == len(shape) and all(w is None or w == f for w, f in zip(shape, found, strict=True))
    if not fits:
        wanted = "(" + ", ".join("*" if n is None else str(n) for n in shape) + ("," if len(shape) == 1 else "") + ")"
        raise WrongShape.of("wrong_shape", name=what, wanted=wanted, found=found)


def check_close(
    actual: Any,
    expected: Any,
    rtol: float = 1e-5,
    atol: float = 1e-8,
    *,
    message: Message = None,
    what: str | Text = THE_RESULT,
) -> None:
    """Fail unless every number of ``actual`` is within ``atol + rtol * abs(expected)`` of that of ``expected``.

    A public test shows ``message`` and the first difference; a hidden one ``message`` alone. A wrong shape, a value
    that is no array of numbers, and NaN where none is expected have messages of their own.
    """
    wanted = np.asarray(expected)
    if wanted.dtype.kind not in "biufc":
        raise Misuse("check_close: the expected value is not an array of numbers")
    got = as_array(actual, what)
    check_shape(got, wanted.shape, what)
    close = np.isclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True)
    if not close.all():
        raise _mismatch(got, wanted, close, message, what)


def _mismatch(
    got: NDArray[Any], wanted: NDArray[Any], close: NDArray[np.bool_], message: Message, what: str | Text
) -> Mismatch:
    first = tuple(int(i) for i in np.argwhere(~np.atleast_1d(close))[0])[: got.ndim]
    new_nan = got.dtype.kind in "fc" and bool(np.isnan(got[~close]).any())
    nan = kit_message("has_nan", name=what) if new_nan else None
    difference = kit_message(
        "differs_at",
        name=what,
        where=_index(first),
        expected=_shown(wanted[first]),
        actual=_shown(got[first]),
    )
    count = kit_message("differs_count", count=int((~close).sum()), total=close.size) if close.size > 1 else None
    own = as_text(message) if message is not None else None
    hidden = joined([own, nan]) if own or nan else kit_message("differs_hidden", name=what)
    return Mismatch(joined([own, nan, difference, count]), hidden)


def _index(first: tuple[int, ...]) -> Text:
    if not first:
        return {"en": "", "ko": ""}
    place = "[" + ", ".join(map(str, first)) + "]"
    return {"en": f" at {place}", "ko": f" ({place} 위치)"}


def _shown(value: Any) -> str:
    return cut(f"{value:.7g}" if np.asarray(value).dtype.kind == "f" else str(value), MAX_VALUE_CHARACTERS)
