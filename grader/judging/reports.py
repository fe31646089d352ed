"""What comes out of the jails, checked and bounded before anything believes it."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from courses.text import LANGUAGES, Text
from grader.testkit.protocol import MAX_COMPARED_CHARACTERS, MAX_MEASURES, MAX_NOTES

MAX_TESTS = 500
MAX_MESSAGE_LENGTH = 20_000
MAX_DETAIL_LENGTH = 50_000
MAX_NOTEBOOK_LENGTH = 16 * 1024 * 1024
MAX_LOGS = 20
MAX_LOG_NAME_LENGTH = 60


def storable(text: str) -> str:
    """Return text that every database takes: no NUL, and no half of a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _message(text: Text) -> Text:
    return {language: storable(text[language])[:MAX_MESSAGE_LENGTH] for language in LANGUAGES if language in text}


def _detail(text: str) -> str:
    return storable(text)[:MAX_DETAIL_LENGTH]


def _compared(text: str) -> str:
    return storable(text)[:MAX_COMPARED_CHARACTERS]


Message = Annotated[Text, AfterValidator(_message)]
Identifier = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(storable)]
Points = Annotated[Decimal, Field(ge=0, le=1000, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Position = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Report(BaseModel):
    """A report of the tests jail. Unknown fields are dropped."""

    model_config = ConfigDict(frozen=True)


class CollectedTest(Report):
    """A test that is going to be run."""

    id: Identifier
    title: Message
    hidden: bool
    points: Points


class Collected(Report):
    """All tests that are going to be run, in order."""

    tests: Annotated[list[CollectedTest], Field(max_length=MAX_TESTS)]


class Measure(Report):
    """A number that a test measured, and the threshold that it was held against; for authors' eyes only."""

    name: Annotated[str, Field(max_length=4_000), AfterValidator(storable)]
    value: Annotated[float, Field(allow_inf_nan=False)]
    bound: Literal["at most", "at least"]
    threshold: Annotated[float, Field(allow_inf_nan=False)]


class TestEnded(Report):
    """How one test ended."""

    __test__ = False

    id: Identifier
    outcome: Literal["passed", "partial", "failed", "error", "not_run"]
    points: Points
    message: Message | None = None
    seconds: Seconds = 0
    too_slow: bool = False
    cause: Annotated[str, AfterValidator(_detail)] = ""
    measures: Annotated[tuple[Measure, ...], Field(max_length=MAX_MEASURES)] = ()
    expected: Annotated[str, AfterValidator(_compared)] = ""
    actual: Annotated[str, AfterValidator(_compared)] = ""
    attachments: Any = ()
    """Read by `grader.judging.figures`, which leaves out what is not sound: a figure must not break a grading."""
    notes: Annotated[tuple[Annotated[str, AfterValidator(_detail)], ...], Field(max_length=MAX_NOTES)] = ()


class Finished(Report):
    """The last word of the tests jail."""

    status: Literal["graded", "failed", "error"]
    message: Message | None = None
    detail: Annotated[str, AfterValidator(_detail)] = ""
    line: Position | None = None
    cell: Position | None = None
    too_slow: bool = False
    answers_digest: Annotated[str, Field(max_length=64)] = ""
    seconds: dict[str, Seconds] = Field(default_factory=dict)


def epoch_data(data: dict[str, Any]) -> dict[str, Any] | None:
    """Return an epoch that the student's process reported, bounded, or ``None`` when it is none.

    A loss that is not finite becomes ``None``, since JSON has no word for it.
    """
    epoch, epochs, logs = data.get("epoch"), data.get("epochs"), data.get("logs")
    if not _is_count(epoch) or not (epochs is None or _is_count(epochs)) or not isinstance(logs, dict):
        return None
    numbers = {
        storable(name)[:MAX_LOG_NAME_LENGTH]: _finite(value)
        for name, value in list(logs.items())[:MAX_LOGS]
        if isinstance(name, str)
    }
    return {"epoch": epoch, "epochs": epochs, "logs": numbers}


def executed_notebook(data: dict[str, Any]) -> str:
    """Return the executed notebook that the student's process reported, or ``""`` when it is none."""
    content = data.get("content")
    if not isinstance(content, str) or len(content) > MAX_NOTEBOOK_LENGTH:
        return ""
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    return content if isinstance(notebook, dict) and isinstance(notebook.get("cells"), list) else ""


def _finite(value: object) -> float | None:
    return value if isinstance(value, float) and math.isfinite(value) else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
