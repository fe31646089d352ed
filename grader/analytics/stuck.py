"""Who is stuck: several wrong submissions to an exercise, none right, and still at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q

from courses.text import Text
from grader.analytics.attempt_log import Attempt, AttemptLog, attempts_of
from grader.models import Grading, Outcome, State, TestResult

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


def read_stuck(exercises: Collection[int], students: Collection[int], now: datetime) -> list[Stuck]:
    """Return what `stuck_in` says of several exercises, in two queries that read little."""
    full = Q(state=State.GRADED, score__gte=F("max_score") - F("submission__hint_points"))
    rows = Grading.objects.filter(submission__exercise__in=exercises, counts=True).order_by()
    found = (
        rows.values_list("submission__exercise", "student")
        .annotate(
            tries=Count("pk", filter=Q(state__in=(State.GRADED, State.FAILED)) & ~full),
            full=Count("pk", filter=full),
            at=Max("submission__created_at"),
            last=Max("submission"),
        )
        .filter(full=0, tries__gte=TRIES, at__gt=now - RECENTLY)
    )
    tries = {(exercise, student): (count, last) for exercise, student, count, _full, _at, last in found}
    chosen = {key: value for key, value in tries.items() if key[1] in students}
    last = {(one.exercise, one.student): one for one in attempts_of(last for _count, last in chosen.values())}
    stuck = [Stuck(student=key[1], last=last[key], tries=count) for key, (count, _last) in chosen.items()]
    return sorted(stuck, key=lambda one: (-one.tries, one.last.at, one.student))


def gave_up(log: AttemptLog, now: datetime) -> list[int]:
    """Return who handed in, never got full marks, and has handed in nothing recently, by id."""
    return [
        student
        for student, attempts in log.by_student.items()
        if student not in log.first_full and attempts[-1].at <= now - RECENTLY
    ]


def failing_titles(gradings: Iterable[int]) -> dict[int, list[tuple[str, Text]]]:
    """Return ids and titles of the tests that gradings do not pass, by grading, in the tests' order, in one query."""
    found: dict[int, list[tuple[str, Text]]] = {grading: [] for grading in gradings}
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
