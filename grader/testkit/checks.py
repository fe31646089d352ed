"""Comparisons whose messages say where two values differ; a hidden test's keep the values to themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.testkit.failures import CodeRaised, Compared, Mismatch, Misuse, WrongShape, WrongType
from grader.testkit.measuring import keep
from grader.testkit.messages import message as kit_message
from grader.testkit.text import Message, Text, as_text, cut, joined
from grader.testkit.values import Opaque

if TYPE_CHECKING:
    from numpy.typing import NDArray

THE_RESULT: Text = {"en": "The result", "ko": "결과"}
MAX_VALUE_CHARACTERS = 60
MAX_NUMBERS_SHOWN = 60
"""Of a longer array the expected and the actual values are shown by their first and last ones."""
ROUNDING = 1e-3
"""How far probabilities, of whatever precision, may be from between 0 and 1 and from a sum of 1."""
ERROR_SHARE = "error / tolerance"
"""What `check_close` measures, behind the name of what it compared."""


def as_array(value: Any, what: str | Text = THE_RESULT) -> NDArray[Any]:
    """Return ``value`` (numbers, nested lists of them, an array, a tensor) as an array. Raises ``WrongType``."""
    if value is None or isinstance(value, str | bytes | dict | set | Opaque):
        found = value.type_name if isinstance(value, Opaque) else type(value).__name__
        raise WrongType.of("not_an_array", name=what, found=found)
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and array.size and all(type(number) is int for number in array.flat):
            array = array.astype(np.float64)  # Integers beyond 64 bits.
    except (ValueError, TypeError, OverflowError):
        raise WrongType.of("ragged", name=what) from None
    if array.dtype.kind not in "biufc":
        raise WrongType.of("ragged", name=what)
    return array


def check_shape(actual: Any, shape: tuple[int | None, ...], what: str | Text = THE_RESULT) -> None:
    """Fail unless ``actual`` is an array of ``shape``, where ``None`` stands for any length."""
    found = as_array(actual, what).shape
    if not shape and found:
        raise WrongShape.of("not_one_number", name=what, found=found)
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
    mistakes: Sequence[tuple[Any, Message]] = (),
    what: str | Text = THE_RESULT,
) -> None:
    """Fail unless every number of ``actual`` is within ``atol + rtol * abs(expected)`` of that of ``expected``.

    A public test shows ``message`` and the first difference; a hidden one ``message`` alone. A wrong shape, a value
    that is no array of numbers, and NaN where none is expected have messages of their own.

    ``mistakes`` holds what usual mistakes give, of any shape, each with the message that explains it: where ``actual``
    is one of them (and not right), that message stands in the place of ``message`` and of the one about the shape.
    """
    wanted = _of_author(expected, "the expected value")
    known = [(_of_author(value, "a value of mistakes"), told) for value, told in mistakes]
    got = as_array(actual, what)
    right_shape = got.shape == wanted.shape
    if right_shape and got.size:
        keep(_error_of(what), _error(got, wanted, rtol, atol), "at most", 1)
    if _are_close(got, wanted, rtol, atol):
        return
    explained = next((told for value, told in known if _are_close(got, value, rtol, atol)), None)
    if explained is not None and not right_shape:
        raise Mismatch(as_text(explained), compared=_compared(wanted, got))
    check_shape(got, wanted.shape, what)
    close = np.isclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True)
    raise _mismatch(got, wanted, close, message if explained is None else explained, what)


def check_probabilities(actual: Any, *, what: str | Text = THE_RESULT) -> NDArray[np.float64]:
    """Return ``actual`` (n, classes) as float64, or fail where a row is not probabilities that sum to 1.

    With one column, each value must lie between 0 and 1. The message names the likely cause.
    """
    array = as_array(actual, what)
    if array.dtype.kind == "c":
        raise Mismatch.of("not_probabilities", name=what)
    values = array.astype(np.float64)
    if values.ndim != 2:
        raise WrongShape.of("wrong_shape", name=what, wanted="(*, *)", found=values.shape)
    if np.isnan(values).any():
        raise WrongType.of("has_nan", name=what)
    single = values.shape[1] == 1
    if (values < -ROUNDING).any() or (values > 1 + ROUNDING).any():
        raise Mismatch.of("not_one_probability" if single else "not_probabilities", name=what)
    if not single and not np.allclose(values.sum(axis=1), 1, atol=ROUNDING, rtol=0):
        raise Mismatch.of("not_summing_to_one", name=what)
    return values


def check_refuses(
    function: Callable[..., Any],
    *args: Any,
    types: tuple[type[BaseException], ...] = (TypeError, ValueError),
    message: Message = None,
    **kwargs: Any,
) -> None:
    """Fail unless the student's ``function`` raises one of ``types``, or a kind of them, for these arguments.

    ``message`` stands in the place of the kit's own. A function that raises for everything passes, too, so the same
    test should also call it with what it must take.
    """
    wanted = " / ".join(kind.__name__ for kind in types)
    values = {"name": f"`{getattr(function, 'name', 'function')}`", "wanted": wanted}
    try:
        function(*args, **kwargs)
    except CodeRaised as error:
        if error.is_one_of(types):
            return
        failure = Mismatch.of("should_refuse_other", found=error.type_name, **values)
    else:
        failure = Mismatch.of("should_refuse", **values)
    raise Mismatch(as_text(message)) if message is not None else failure


def _of_author(value: Any, what: str) -> NDArray[Any]:
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.asarray(None)
    if array.dtype.kind not in "biufc":
        raise Misuse(f"check_close: {what} is not an array of numbers")
    return array


def _are_close(got: NDArray[Any], wanted: NDArray[Any], rtol: float, atol: float) -> bool:
    """Whether both have the same shape and each number is within the tolerance."""
    same_shape = got.shape == wanted.shape
    return same_shape and bool(np.isclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True).all())


def _error(got: NDArray[Any], wanted: NDArray[Any], rtol: float, atol: float) -> float:
    """Return the largest error as a share of the tolerance; infinity where only one of the two is infinite or NaN."""
    with np.errstate(all="ignore"):
        shares = np.abs(got.astype(np.complex128) - wanted) / (atol + rtol * np.abs(wanted))
    same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    shares = np.where(same, 0.0, np.where(np.isnan(shares), np.inf, shares))
    return float(shares.max())


def _error_of(what: str | Text) -> Text:
    return {language: f"{text}: {ERROR_SHARE}" for language, text in as_text(what).items()}


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
    return Mismatch(joined([own, nan, difference, count]), hidden, _compared(wanted, got))


def _compared(wanted: NDArray[Any], got: NDArray[Any]) -> Compared:
    return Compared.of(_short(wanted), _short(got))


def _short(array: NDArray[Any]) -> str:
    """Return an array as NumPy prints it, in lines that fit beside another's."""
    if not array.shape:
        return _shown(array[()])
    return np.array2string(array, precision=6, threshold=MAX_NUMBERS_SHOWN, max_line_width=36, separator=", ")


def _index(first: tuple[int, ...]) -> Text:
    if not first:
        return {"en": "", "ko": ""}
    place = "[" + ", ".join(map(str, first)) + "]"
    return {"en": f" at {place}", "ko": f" ({place} 위치)"}


def _shown(value: Any) -> str:
    return cut(f"{value:.7g}" if np.asarray(value).dtype.kind == "f" else str(value), MAX_VALUE_CHARACTERS)
