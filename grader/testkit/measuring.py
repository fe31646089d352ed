"""Holding a measured loss, error or accuracy against its threshold, and keeping both for `manage.py verify --seeds`.

The author learns from the kept values how far from its threshold a measure stays; a student never sees them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from grader.testkit.failures import Compared, Mismatch, Misuse, WrongType
from grader.testkit.messages import message as kit_message
from grader.testkit.protocol import MAX_MEASURES
from grader.testkit.text import Message, Text, as_text, joined

Bound = Literal["at most", "at least"]
_SIGNS: dict[Bound, str] = {"at most": "≤", "at least": "≥"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A finite number that a test measured, and the threshold that it was held against."""

    name: str
    value: float
    bound: Bound
    threshold: float


_measures: dict[tuple[str, Bound, float], Measure] = {}


def check_at_most(value: Any, threshold: float, *, what: str | Text, message: Message = None) -> None:
    """Fail unless the number ``value`` is at most ``threshold``, such as a loss on hidden rows.

    ``what`` names the measure, such as ``"the loss on the hidden rows"``. A public test shows ``message`` and both
    numbers, a hidden one ``message`` alone.
    """
    _check(value, "at most", threshold, what, message)


def check_at_least(value: Any, threshold: float, *, what: str | Text, message: Message = None) -> None:
    """Fail unless the number ``value`` is at least ``threshold``, such as an accuracy. Else as `check_at_most`."""
    _check(value, "at least", threshold, what, message)


def take_measures() -> list[Measure]:
    """Return what was measured since the last call, the worst of what bears the same name and threshold."""
    found = list(_measures.values())[:MAX_MEASURES]
    forget_measures()
    return found


def forget_measures() -> None:
    """Begin anew."""
    _measures.clear()


def keep(what: str | Text, value: float, bound: Bound, threshold: float) -> None:
    """Keep a measure, unless a worse one is kept already; one that is not finite is none."""
    if not math.isfinite(value):
        return
    measure = Measure(as_text(what)["en"], value, bound, float(threshold))
    key = (measure.name, bound, measure.threshold)
    known = _measures.get(key)
    if known is None or (value > known.value if bound == "at most" else value < known.value):
        _measures[key] = measure


def _check(value: Any, bound: Bound, threshold: float, what: str | Text, message: Message) -> None:
    if not math.isfinite(threshold):
        raise Misuse(f"check_{bound.replace(' ', '_')}: the threshold {threshold!r} is not a finite number")
    number = np.asarray(value)
    if number.size != 1 or number.dtype.kind not in "biuf":
        raise WrongType.of("not_a_number", name=what)
    found = float(number.reshape(()))
    keep(what, found, bound, threshold)
    slack = _rounding(number.dtype) * abs(threshold)
    if not (found <= threshold + slack if bound == "at most" else found >= threshold - slack):
        raise _mismatch(found, bound, threshold, what, message)


def _rounding(dtype: np.dtype[Any]) -> float:
    """Return how far, relatively, a number of ``dtype`` may lie from the one that it stands for: 0.9 in float32."""
    return 4 * float(np.finfo(dtype).eps) if dtype.kind == "f" else 0.0


def _mismatch(found: float, bound: Bound, threshold: float, what: str | Text, message: Message) -> Mismatch:
    code = "above_threshold" if bound == "at most" else "below_threshold"
    own = as_text(message) if message is not None else None
    nan = kit_message("has_nan", name=what) if math.isnan(found) else None
    numbers = kit_message(f"{code}_public", name=what, found=_apart(found, threshold), threshold=f"{threshold:g}")
    hidden = joined([own, nan]) if own or nan else kit_message(f"{code}_hidden", name=what)
    compared = Compared.of(f"{_SIGNS[bound]} {threshold:g}", _apart(found, threshold))
    return Mismatch(joined([own, nan, numbers]), hidden, compared)


def _apart(found: float, threshold: float) -> str:
    """Return ``found`` with as many digits as it takes to look different from the threshold."""
    texts = (f"{found:.{digits}g}" for digits in (4, 6, 9))
    return next((text for text in texts if float(text) != threshold), repr(found))
