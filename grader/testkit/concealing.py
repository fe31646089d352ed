"""What of a student's answer may stand in the message of a hidden test.

A hidden test's inputs reach the student's process, which could send them back as the name of an exception or a type,
as a shape, as the line that it raises on, or as the sizes of a model's layers, and read them in the message. So only
words that everybody knows pass, and of a model only what it was before any hidden input was given.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

CONCEALED = "…"
_REPORTED = frozenset({"found", "type", "message", "near"})
_MARK = "_backpass_knows_hidden_inputs"
_KNOWN_TYPES = (
    "function module numpy.ndarray numpy.float32 numpy.float64 numpy.int64 numpy.bool NoneType pandas.DataFrame "
    "pandas.Series keras.Sequential keras.Functional keras.History LinAlgError AxisError UFuncTypeError "
    "InvalidArgumentError"
)
KNOWN = frozenset({*_KNOWN_TYPES.split(), *(name for name, value in vars(builtins).items() if isinstance(value, type))})


def conceal(values: Mapping[str, object]) -> dict[str, object]:
    """Return a message's fields with what the student's process reports left out, unless it is a well-known name."""
    return {
        name: CONCEALED if name in _REPORTED and str(value) not in KNOWN else value for name, value in values.items()
    }


def mark(model: Any, knows_hidden_inputs: bool) -> Any:
    """Remember of a rebuilt model whether it came from a process that had been given hidden inputs; return it."""
    setattr(model, _MARK, knows_hidden_inputs)
    return model


def knows_hidden_inputs(model: Any) -> bool:
    """Whether the model's architecture may be made of hidden inputs. A model that was made here is not."""
    return bool(getattr(model, _MARK, False))
