"""Nothing that a student sees depends on a hidden input: with another secret, every row and event is the same."""

from __future__ import annotations

from typing import Any

import pytest

from courses.folders.archive import read_directory
from grader.models import Format, Grading
from tests.attacks.attack import FOLDER, Attack, read_attacks
from tests.attacks.conftest import Stage
from tests.attacks.targets import store

LEAKS = [attack for attack in read_attacks("submissions/reading") if attack.path.stem.startswith("by_")]
HIDDEN = "tests/test_hidden.py"
SECRET, OTHER = b"CANARY-9a7714de", b"CANARY-04bb91c2"


def seen(stage: Stage, secret: bytes, attack: Attack) -> list[Any]:
    """Return everything but times that the student sees of a grading with this secret."""
    files = dict(read_directory(FOLDER / "exercises" / "functions"))
    files[HIDDEN] = files[HIDDEN].replace(SECRET, secret)
    exercise = store(stage.unit, secret.decode().lower(), files)
    return _rows(stage.grade(exercise, Format.CODE, attack.content))


def _rows(grading: Grading) -> list[Any]:
    events = [(event.kind, _without_times(event.data)) for event in grading.events.all()]
    results = list(grading.results.values_list("test_id", "outcome", "points", "message", "expected", "actual"))
    whole = [grading.state, grading.score, grading.message, grading.detail, grading.line, grading.cell, grading.output]
    return [*whole, grading.executed_notebook, events, results]


def _without_times(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "seconds"}


@pytest.mark.parametrize("attack", LEAKS)
def test_another_secret_changes_nothing(attack: Attack, stage: Stage) -> None:
    one = seen(stage, SECRET, attack)
    other = seen(stage, OTHER, attack)
    assert one == other


def test_a_test_that_depends_on_the_secret_is_seen(stage: Stage, tmp_path: Any) -> None:
    path = tmp_path / "open_secret.py"
    passing = f"def label(s):\n    return s[::-1] if '{SECRET[-3:].decode()}' in s else ''\n"
    path.write_text("# tries: pass where the secret is the first one\n" + passing)
    attack = Attack.read(path)
    assert seen(stage, SECRET, attack) != seen(stage, OTHER, attack)
