"""Who is stuck: several wrong submissions to an exercise, none right, and still at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.text import Text
from grader.attempt_log import Attempt, AttemptLog
from grader.models import Outcome, TestResult

TRIES = 3
"""How many wrong submissions make somebody stuck."""
RECENTLY = timedelta(days=7)
"""Whose last submission is older is not stuck any more, but has left."""


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A student, by id, who is stuck in an exercise: the last attempt, the number of tries, and what fails in it.

    ``fails`` are the titles of the first tests of the last attempt that are not passed; none where the code could not
    be judged at all.
    """

    student: int
    last: Attempt
    tries: int
    fails: tuple[Text, ...] = ()


def stuck_in(log: AttemptLog, now: datetime) -> list[Stuck]:
    """Return who is stuck in an exercise now, those with the most tries first, without what they fail."""
    found = [
        Stuck(student=student, last=attempts[-1], tries=sum(one.has_failed for one in attempts))
        for student, attempts in log.by_student.items()
        if student not in log.first_full and attempts[-1].at > now - RECENTLY
    ]
    return sorted((one for one in found if one.tries >= TRIES), key=lambda one: (-one.tries, one.student))


def gave_up(log: AttemptLog, now: datetime) -> list[int]:
    """Return who handed in, never got full marks, and has handed in nothing recently, by id."""
    return [
        student
        for student, attempts in log.by_student.items()
        if student not in log.first_full and attempts[-1].at <= now - RECENTLY
    ]


def failing_titles(attempts: Iterable[Attempt]) -> dict[int, list[tuple[str, Text]]]:
    """Return ids and titles of the tests that attempts do not pass, by grading, in the tests' order, in one query."""
    found: dict[int, list[tuple[str, Text]]] = {one.grading: [] for one in attempts}
    results = TestResult.objects.filter(grading__in=list(found)).exclude(outcome__in=(Outcome.PASSED, Outcome.NOT_RUN))
    for grading, test, title in results.order_by("grading", "position").values_list("grading", "test_id", "title"):
        found[grading].append((test, title))
    return found


def most_failed(failing: Mapping[int, Sequence[tuple[str, Text]]]) -> tuple[str, Text, int] | None:
    """Return the test that most of some attempts fail, with its title and their number; ``None`` for none."""
    counts = Counter(test for tests in failing.values() for test, _title in tests)
    if not counts:
        return None
    titles = {test: title for tests in failing.values() for test, title in tests}
    test, count = max(counts.items(), key=lambda pair: pair[1])
    return test, titles[test], count
