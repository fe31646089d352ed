"""Comparisons whose messages say where two values differ; a hidden test's keep the values to themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.testkit.failures import CodeRaised, Mismatch, Misuse, WrongShape, WrongType
from grader.testkit.measuring import keep
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
    mistakes: Sequence[tuple[Any, Message]] = (),
    what: str | Text = THE_RESULT,
) -> None:
    """Fail unless every number of ``actual`` is within ``atol + rtol * abs(expected)`` of that of ``expected``.

    A public test shows ``message`` and the first difference; a hidden one ``message`` alone. A wrong shape, a value
    that is no array of numbers, and NaN where none is expected have messages of their own.

    ``mistakes`` holds what usual mistakes give, of any shape, each with the message that explains it: where ``actual``
    is one of them (and not right), that message stands in the place of ``message`` and of the one about the shape.
    """
    wanted = np.asarray(expected)
    if wanted.dtype.kind not in "biufc":
        raise Misuse("check_close: the expected value is not an array of numbers")
    got = as_array(actual, what)
    right_shape = got.shape == wanted.shape
    if right_shape and got.size:
        keep(_error_of(what), _error(got, wanted, rtol, atol), "at most", 1)
    if right_shape and np.isclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True).all():
        return
    if explained := _explained(got, mistakes, rtol, atol):
        message = explained
        if not right_shape:
            raise Mismatch(as_text(message))
    check_shape(got, wanted.shape, what)
    close = np.isclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True)
    raise _mismatch(got, wanted, close, message, what)


def check_probabilities(actual: Any, *, what: str | Text = THE_RESULT, atol: float = 1e-3) -> NDArray[np.float64]:
    """Return ``actual`` (n, classes) as float64, or fail where a row is not probabilities that sum to 1.

    With one column, each value must lie between 0 and 1. The message names the likely cause.
    """
    values = as_array(actual, what).astype(np.float64)
    if values.ndim != 2:
        raise WrongShape.of("wrong_shape", name=what, wanted="(*, *)", found=values.shape)
    if np.isnan(values).any():
        raise WrongType.of("has_nan", name=what)
    single = values.shape[1] == 1
    if (values < -atol).any() or (values > 1 + atol).any():
        raise Mismatch.of("not_one_probability" if single else "not_probabilities", name=what)
    if not single and not np.allclose(values.sum(axis=1), 1, atol=atol, rtol=0):
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

    ``message`` stands in the place of the kit's own.
    """
    wanted = " / ".join(kind.__name__ for kind in types)
    values = {"name": f"`{getattr(function, 'name', 'function')}`", "wanted": wanted}
    try:
        function(*args, **kwargs)
    except CodeRaised as error:
        if not {kind.__name__ for kind in types}.isdisjoint({error.type_name, *error.bases}):
            return
        failure = Mismatch.of("should_refuse_other", found=error.type_name, **values)
    else:
        failure = Mismatch.of("should_refuse", **values)
    raise Mismatch(as_text(message)) if message is not None else failure


def _explained(got: NDArray[Any], mistakes: Sequence[tuple[Any, Message]], rtol: float, atol: float) -> Message:
    for value, message in mistakes:
        known = np.asarray(value)
        same_shape = known.shape == got.shape
        if same_shape and np.isclose(got, known, rtol=rtol, atol=atol, equal_nan=True).all():
            return message
    return None


def _error(got: NDArray[Any], wanted: NDArray[Any], rtol: float, atol: float) -> float:
    """Return the largest error as a share of the tolerance."""
    with np.errstate(all="ignore"):
        shares = np.abs(got.astype(np.complex128) - wanted) / (atol + rtol * np.abs(wanted))
    finite = shares[np.isfinite(shares)]
    return float(finite.max()) if finite.size else 0.0


def _error_of(what: str | Text) -> Text:
    return {language: f"{text}: error / tolerance" for language, text in as_text(what).items()}


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
