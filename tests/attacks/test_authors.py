"""Hidden tests that misbehave: an author reaches no more than a student does, and harms nobody else's grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.models import Format, Grading, State
from grader.queueing.queue import MAX_ATTEMPTS
from tests.attacks.attack import FOLDER, Attack
from tests.attacks.conftest import Stage
from tests.attacks.leftovers import settled_leftovers
from tests.attacks.targets import solution_of, store, store_target
from tests.attacks.visible import rows_of
from tests.courses.examples import exercise_files
from tests.grader.grading import grade_one

ATTACKS = [Attack.read(path) for path in sorted((FOLDER / "authors").glob("*/test_hidden.py"))]


def exercise_of(attack: Attack) -> dict[str, bytes]:
    """Return a whole exercise whose only tests are the attack's."""
    given = {"seconds": 3.0, "memory_mb": 128.0, **dict(attack.limits)}
    limits = ", ".join(f"{name}: {value:g}" for name, value in given.items())
    settings = f"title: {{en: A, ko: a}}\npoints: 10\nkind: code\nlimits: {{{limits}}}\n"
    folder = Path(attack.path).parent
    files = {f"tests/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    changes: dict[str, bytes | None] = {"tests/test_double.py": None, "wrong/constant.py": None, **files}
    return exercise_files(**{"exercise.yaml": settings.encode(), **changes})


def graded_to_its_end(stage: Stage, grading: Grading) -> Grading:
    """Try again as often as the queue does after errors of ours."""
    for _ in range(MAX_ATTEMPTS):
        grading.refresh_from_db()
        if grading.state == State.QUEUED:
            grade_one(grading.pk, stage.client)
    grading.refresh_from_db()
    return grading


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.path.parent.name)
def test_an_authors_tests_reach_nothing_else(attack: Attack, stage: Stage, request: pytest.FixtureRequest) -> None:
    if attack.xfail:
        request.node.add_marker(pytest.mark.xfail(reason=attack.xfail, strict=True))
    exercise = store(stage.unit, "misbehaving", exercise_of(attack))
    neighbor = store_target(stage.unit, "functions", slug="neighbor")
    before = stage.traces()

    grading = graded_to_its_end(stage, stage.grade(exercise, Format.CODE, "def double(x):\n    return 2 * x\n#"))

    assert grading.state in attack.ends, (grading.message, grading.problem)
    assert not attack.forbids or attack.forbids not in rows_of(grading) + grading.problem
    next_job = stage.grade(neighbor, Format.CODE, solution_of("functions") + "\n")
    assert next_job.score == 10, rows_of(next_job)
    assert before is None or settled_leftovers(before, lambda: stage.traces() or before) == []


def test_there_are_authors_who_misbehave() -> None:
    assert len(ATTACKS) >= 10
