"""Marking a surviving mutant as equivalent in the working copy."""

from __future__ import annotations

import pytest

from accounts.models import User
from courses.authoring import working_copy
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import MUTANTS_FILE
from courses.folders.exercise_settings import MutantSettings
from courses.folders.yaml_reading import read_yaml
from courses.models import Exercise
from grader.authoring.mutant_marks import NoReason, mark_equivalent, marked_changes, with_mark
from tests.grader.authors import write

RESULT = {"key": "abc", "before": 'return {"a": x} # 1', "after": "return None\nx = 2", "line": 7, "cell": None}
FIRST = """\
# Why these are right.
equivalent:
  - before: "x >= 0"
    after: "x > 0"
    reason: At 0 both give 0.5.
"""


def read(content: bytes) -> list[tuple[str, str, int | None, str]]:
    marks = read_yaml(MUTANTS_FILE, content, MutantSettings).equivalent
    return [(mark.before, mark.after, mark.line, mark.reason) for mark in marks]


@pytest.mark.parametrize("before", ["", "equivalent: []\n", FIRST, FIRST.replace("\n  ", "\n"), FIRST.rstrip()])
def test_a_mark_is_added_to_what_stands_there(before: str) -> None:
    earlier = read(before.encode()) if before else []
    found = with_mark(before.encode(), RESULT, "It is: never reached.")
    assert read(found) == [*earlier, (RESULT["before"], RESULT["after"], 7, "It is: never reached.")]


def test_comments_stay() -> None:
    assert with_mark(FIRST.encode(), RESULT, "Never reached.").decode().startswith(FIRST.rstrip())


def test_marks_in_one_line_are_written_anew() -> None:
    short = b'equivalent: [{before: "a", after: "b", reason: "Both."}]\n'
    assert len(read(with_mark(short, RESULT, "Never reached."))) == 2


def test_a_broken_file_is_not_touched() -> None:
    with pytest.raises(ContentError):
        with_mark(b"equivalent: [", RESULT, "Never reached.")


def test_the_working_copy_gets_the_mark(written: Exercise, author: User) -> None:
    mark_equivalent(written, author, RESULT, "  Never\nreached. ")
    stored = working_copy.find(written.unit.course, "basics/double/mutants.yaml")
    assert stored is not None
    assert (stored.saved_by, read(bytes(stored.content))[0][3]) == (author, "Never reached.")
    assert marked_changes(written) == {(RESULT["before"], RESULT["after"], 7, None)}


@pytest.mark.parametrize("reason", ["", " … ", "..."])
def test_a_mark_needs_a_reason(written: Exercise, author: User, reason: str) -> None:
    with pytest.raises(NoReason):
        mark_equivalent(written, author, RESULT, reason)
    assert marked_changes(written) == set()


def test_marks_of_a_broken_file_are_none(written: Exercise, author: User) -> None:
    write(written, author, **{"mutants.yaml": b"equivalent: ["})
    assert marked_changes(written) == set()
