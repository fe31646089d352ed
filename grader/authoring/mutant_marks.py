"""Marks a surviving mutant as equivalent, in ``mutants.yaml`` of the working copy, and leaves the rest as it is."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import yaml

from accounts.models import User
from courses.authoring import working_copy
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import MUTANTS_FILE
from courses.folders.exercise_settings import MutantSettings
from courses.folders.yaml_reading import load_plain, read_yaml
from courses.models import Exercise
from courses.versions import working_folder

LONGEST_REASON = 2000
Change = tuple[str, str, int | None, int | None]
"""Before, after, line and cell."""


class NoReason(Exception):
    """Nobody can tell from the words given why the change leaves the solution right."""


def mark_equivalent(exercise: Exercise, author: User, result: Mapping[str, Any], reason: str) -> None:
    """Add the change of a mutant, as a validation's report has it, to the working copy's marks.

    `NoReason` without one; `working_copy.Conflict` when somebody saved the file at the same moment; ``ContentError``
    when the file cannot be read.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason.strip("…. "):
        raise NoReason
    path = f"{working_folder(exercise)}/{MUTANTS_FILE}"
    stored = working_copy.find(exercise.unit.course, path)
    content = with_mark(bytes(stored.content) if stored else b"", result, reason)
    revision = stored.revision if stored else working_copy.NEW
    working_copy.save(exercise.unit.course, author, path, content, revision)


def with_mark(content: bytes, result: Mapping[str, Any], reason: str) -> bytes:
    """Return ``mutants.yaml`` with one mark more, its text kept where possible; ``ContentError`` for a broken one."""
    wanted = {name: result[name] for name in ("before", "after", "line", "cell") if result.get(name) is not None}
    mark = {**wanted, "reason": reason}
    if content.strip():
        read_yaml(MUTANTS_FILE, content, MutantSettings)
    text = content.decode()
    marks = list((load_plain(text) or {}).get("equivalent") or [])
    everything = {"equivalent": [*marks, mark]}
    appended = _appended(text if marks else "equivalent:\n", mark)
    return (appended if _says(appended, everything) else _dumped(everything)).encode()


def marked_changes(exercise: Exercise) -> set[Change]:
    """Return the changes that the working copy marks as equivalent; none where it cannot be read."""
    stored = working_copy.find(exercise.unit.course, f"{working_folder(exercise)}/{MUTANTS_FILE}")
    try:
        marks = read_yaml(MUTANTS_FILE, bytes(stored.content), MutantSettings).equivalent if stored else ()
    except ContentError:
        return set()
    return {(mark.before, mark.after, mark.line, mark.cell) for mark in marks}


def _appended(text: str, mark: Mapping[str, Any]) -> str:
    first = re.search(r"^( *)- ", text, re.MULTILINE)
    indent = first.group(1) if first else "  "
    return f"{text.rstrip()}\n{textwrap.indent(_dumped([mark]), indent)}"


def _says(text: str, wanted: object) -> bool:
    try:
        return bool(load_plain(text) == wanted)
    except yaml.YAMLError:
        return False


def _dumped(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1_000)
