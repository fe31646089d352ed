"""One hidden test that is wrong on purpose, so that the pages for instructors have something to find.

Its author forgot the last, smaller batch of an epoch: right work fails it, and work with the same mistake passes. It is
added to one exercise of the demonstration course, and to nothing else.
"""

from __future__ import annotations

from courses.folders.archive import Files

UNIT, EXERCISE = "batching", "iterations-per-epoch"
PATH = "tests/test_sixty_thousand.py"
TEST = '''\
"""A hidden test that is wrong on purpose (see the documentation of the demonstration course)."""

import pytest

from grader.testkit import say


@pytest.mark.hidden
@pytest.mark.points(0.5)
@pytest.mark.title(en="60,000 rows in batches of 128", ko="행 60,000개를 128개씩")
def test_sixty_thousand(submission):
    assert submission.function("iterations")(60_000, 128) == 60_000 // 128, say(
        en="An epoch of 60,000 rows in batches of 128 has another number of iterations.",
        ko="행 60,000개를 128개씩 나누면 한 에포크의 반복 횟수가 다릅니다.",
    )
'''


def with_flaw(unit: str, exercise: str, files: Files) -> dict[str, bytes]:
    """Return an exercise's files, with the wrong test where it belongs."""
    is_place = (unit, exercise) == (UNIT, EXERCISE)
    return {**files, PATH: TEST.encode()} if is_place else dict(files)
