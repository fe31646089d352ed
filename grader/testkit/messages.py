"""The kit's own messages with their fields filled in."""

from __future__ import annotations

from collections.abc import Mapping

from grader.testkit.catalog import CATALOG
from grader.testkit.text import Text, clean

_WHERE: Mapping[tuple[bool, bool], tuple[str, str]] = {
    (True, True): (" in cell {cell}, line {line}", " (셀 {cell}, {line}번째 줄)"),
    (True, False): (" in cell {cell}", " (셀 {cell})"),
    (False, True): (" on line {line}", " ({line}번째 줄)"),
    (False, False): ("", ""),
}


def message(code: str, **values: object) -> Text:
    """Return the message ``code`` with its fields filled in. A value that is a ``Text`` goes in by language."""
    english, korean = CATALOG[code]
    return {"en": clean(english.format(**_in("en", values))), "ko": clean(korean.format(**_in("ko", values)))}


def where(line: int | None, cell: int | None) -> Text:
    """Return the place in the student's code as a phrase that follows a sentence; empty when it is not known."""
    english, korean = _WHERE[cell is not None, line is not None]
    return {"en": english.format(line=line, cell=cell), "ko": korean.format(line=line, cell=cell)}


def _in(language: str, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}
