"""What the two jails of a job say to each other, and its bounds.

The tests jail asks ``{"do": QUESTION, …}``; the submission jail answers ``{"ok": …}`` or
``{"error": {"code": …, …}}``. Nothing in an answer is believed before it has been checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTEBOOK_SUFFIX = ".ipynb"
GRACE_SECONDS = 2.0
"""How much longer than the student's own time limit the tests jail waits for an answer."""

CONTEXT_SECONDS = {"numpy": 10.0, "keras": 60.0}
"""A job's default time limit by what is imported, used when the runner is not told the real one."""

MAX_DEPTH = 30
MAX_NODES = 200_000
MAX_STRING_CHARACTERS = 1_000_000
MAX_ARRAY_BYTES = 32 * 1024 * 1024
MAX_INTEGER_DIGITS = 4_000
MAX_ITERATED = 10_000
MAX_REPR_CHARACTERS = 200
MAX_HANDLES = 1_000
MAX_WARNINGS = 20
MAX_CONFIG_CHARACTERS = 4_000_000
MAX_WEIGHTS = 2_000
MAX_OUTPUT_CHARACTERS = 64 * 1024
MAX_CELLS = 1_000
MAX_MEASURES = 20
MAX_COMPARED_CHARACTERS = 500
MAX_ATTACHMENTS = 3
MAX_ATTACHMENT_BYTES = 500_000
MAX_NOTES = 10
MAX_IMAGES = 20
MAX_IMAGE_BYTES = 2 * 1024 * 1024
MAX_NOTEBOOK_BYTES = 12 * 1024 * 1024


def model_digest(config: str, weights: Sequence[NDArray[Any]]) -> str:
    """Return what an exported model is known by: equal for equal architectures with equal weights."""
    digest = hashlib.blake2b(config.encode("utf-8", "replace"))
    for weight in weights:
        digest.update(f"{weight.dtype}{weight.shape}".encode())
        digest.update(weight.tobytes())
    return digest.hexdigest()


class Ask(StrEnum):
    """The questions of the tests jail."""

    LOAD = "load"
    GET = "get"
    CALL = "call"
    PREDICT = "predict"
    MODEL = "model"
    FIT = "fit"
    COMPILED = "compiled"
    CELLS = "cells"
    OUTPUT = "output"


class Wrong(StrEnum):
    """Why a question has no answer."""

    PROGRAM = "program"
    """The student's code raised, or does not compile; comes with the described error."""
    TIMEOUT = "timeout"
    MISSING = "missing"
    NOT_CALLABLE = "not_callable"
    NO_PREDICT = "no_predict"
    NOT_A_MODEL = "not_a_model"
    NOT_BUILT = "not_built"
    NOT_SERIALIZABLE = "not_serializable"
    NOT_COMPILED = "not_compiled"
    NOT_A_NOTEBOOK = "not_a_notebook"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
