"""How good each test of an exercise is, by what students' work did to it: is it them or my test?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.db.models import Count, Sum, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Exercise
from courses.text import Text
from grader.attempt_log import AttemptLog
from grader.measures import Discrimination, correlation, discrimination
from grader.models import Outcome, Score, TestResult

ENOUGH = 20
"""With fewer students nothing is said of a test: each group would be of fewer than five."""
STRONG_PASS = 0.5
"""A test that fewer of the strongest pass is flagged."""
UPSIDE_DOWN = -0.1
"""A discrimination index at or below it, if it comes from two students or more, is flagged."""
WEAK = 0.2
"""Below it an item is poor, says R. L. Ebel, Essentials of Educational Measurement (1972)."""
EASY = 0.9
"""Where more pass, a test has no room to tell anybody apart."""
ENOUGH_COURSE = 3
"""In how many other exercises a student needs a score for the course to say how strong they are."""


class Flag(TextChoices):
    """What is wrong with a test, the worst first."""

    BROKEN = "broken", gettext_lazy("broke")
    """The test itself stopped with an error."""
    UPSIDE_DOWN = "upside_down", gettext_lazy("strong students fail it more often than weak ones")
    STRONG_FAIL = "strong_fail", gettext_lazy("strong students fail it, too")
    WEAK = "weak", gettext_lazy("hardly tells strong from weak")


@dataclass(frozen=True, kw_only=True)
class TestQuality:
    """One test over the last graded attempts of ``count`` students, ``passed`` of whom pass it.

    ``passed_first`` of ``count_first`` students passed it with their first graded attempt; ``broken`` counts the last
    attempts in which the test itself broke.
    """

    __test__: ClassVar[bool] = False

    test_id: str
    title: Text
    hidden: bool
    points: Decimal
    count: int
    passed: int
    count_first: int
    passed_first: int
    broken: int
    groups: Discrimination | None
    correlation: float | None

    @property
    def rate(self) -> float:
        """The share of students whose last attempt passes."""
        return self.passed / self.count if self.count else 0.0

    @property
    def flag(self) -> Flag | None:
        """What is probably wrong with the test, if anything is."""
        if self.broken:
            return Flag.BROKEN
        if self.groups is None:
            return None
        index, by = self.groups.index, self.groups.group
        if index <= UPSIDE_DOWN and -index * by >= 2:
            return Flag.UPSIDE_DOWN
        if self.groups.upper < STRONG_PASS:
            return Flag.STRONG_FAIL
        return Flag.WEAK if index < WEAK and self.rate < EASY else None

    @property
    def is_suspect(self) -> bool:
        """Whether the test should be looked at before the students are."""
        return self.flag is not None and self.flag != Flag.WEAK


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """How strong students are: a number for each, and whether the rest of the course or of the exercise says so."""

    strength: Mapping[int, float]
    of_course: bool


def flag_words(test: TestQuality) -> str:
    """Return what is probably wrong with a test, with the numbers that say so; ``""`` for nothing."""
    if test.flag is None:
        return ""
    if test.flag == Flag.BROKEN or test.groups is None:
        return _("The test itself broke on the last attempt of {broken} of {count} students.").format(
            broken=test.broken, count=test.count
        )
    group = test.groups
    numbers = {"upper": round(group.upper * group.group), "lower": round(group.lower * group.group), "of": group.group}
    said = {
        Flag.UPSIDE_DOWN: _("Strong students fail it more often than weak ones: it is probably wrong."),
        Flag.STRONG_FAIL: _("Strong students fail it, too: it is probably wrong, or asks for what was not taught."),
        Flag.WEAK: _("It hardly tells strong students from weak ones."),
    }[test.flag]
    counted = _("{upper} of the {of} strongest pass it, and {lower} of the {of} weakest.").format(**numbers)
    return f"{said} {counted}"


def course_criterion(exercise: Exercise, students: Collection[int]) -> Criterion | None:
    """Return how strong students are by their scores in all other exercises of the course, in one query.

    ``None`` unless four of five of them have scores in at least ``ENOUGH_COURSE`` others.
    """
    others = Score.objects.filter(exercise__unit__course=exercise.unit.course_id, score__isnull=False)
    sums = others.exclude(exercise=exercise).order_by().values_list("student")
    strength = {
        student: float(total)
        for student, total, count in sums.annotate(total=Sum("score"), count=Count("pk"))
        if count >= ENOUGH_COURSE
    }
    known = sum(student in strength for student in students)
    return Criterion(strength=strength, of_course=True) if students and known >= 0.8 * len(students) else None


def read_qualities(
    logs: Mapping[int, AttemptLog], criteria: Mapping[int, Criterion | None]
) -> dict[int, list[TestQuality]]:
    """Return the tests of exercises, by the exercises' ids, in their order, in two queries.

    Tests that the newest grading does not know are left out: they are gone from the exercise.
    """
    wanted = {
        attempt.grading
        for log in logs.values()
        for attempts in (log.last_graded, log.first_graded)
        for attempt in attempts.values()
    }
    outcomes: defaultdict[int, dict[str, tuple[str, float]]] = defaultdict(dict)
    rows = TestResult.objects.filter(grading__in=wanted).order_by()
    for grading, test, outcome, points in rows.values_list("grading", "test_id", "outcome", "points"):
        outcomes[grading][test] = (outcome, float(points))
    newest = {exercise: log.attempts_graded[-1].grading for exercise, log in logs.items() if log.attempts_graded}
    described = TestResult.objects.filter(grading__in=newest.values()).defer("message", "expected", "actual")
    tests: defaultdict[int, list[TestResult]] = defaultdict(list)
    for result in described:
        tests[result.grading_id].append(result)
    return {
        exercise: [_quality(test, log, outcomes, criteria.get(exercise)) for test in tests[newest[exercise]]]
        if exercise in newest
        else []
        for exercise, log in logs.items()
    }


Outcomes = Mapping[int, Mapping[str, tuple[str, float]]]
"""By grading and test: how it ended, and its points."""


def _quality(test: TestResult, log: AttemptLog, outcomes: Outcomes, criterion: Criterion | None) -> TestQuality:
    last = {
        student: outcomes[one.grading]
        for student, one in log.last_graded.items()
        if _was_run(outcomes[one.grading], test)
    }
    first = [outcomes[one.grading] for one in log.first_graded.values() if _was_run(outcomes[one.grading], test)]
    strength = _strengths(test, last, criterion)
    compared = [student for student in last if student in strength]
    results = [float(_passes(last[student], test)) for student in compared]
    by = [strength[student] for student in compared]
    says = len(compared) >= ENOUGH
    return TestQuality(
        test_id=test.test_id,
        title=test.title,
        hidden=test.hidden,
        points=test.max_points,
        count=len(last),
        passed=sum(_passes(one, test) for one in last.values()),
        count_first=len(first),
        passed_first=sum(_passes(one, test) for one in first),
        broken=sum(one[test.test_id][0] == Outcome.ERROR for one in last.values()),
        groups=discrimination(results, by) if says else None,
        correlation=correlation(results, by) if says else None,
    )


def _strengths(
    test: TestResult, last: Mapping[int, Mapping[str, tuple[str, float]]], criterion: Criterion | None
) -> Mapping[int, float]:
    """Return the criterion, or without one the points that the other tests of the same attempt gave.

    The test's own points are left out, or every test would go along with itself.
    """
    if criterion is not None:
        return criterion.strength
    return {
        student: sum(points for name, (_outcome, points) in results.items() if name != test.test_id)
        for student, results in last.items()
    }


def _was_run(results: Mapping[str, tuple[str, float]], test: TestResult) -> bool:
    return test.test_id in results and results[test.test_id][0] != Outcome.NOT_RUN


def _passes(results: Mapping[str, tuple[str, float]], test: TestResult) -> bool:
    return results[test.test_id][0] == Outcome.PASSED


def suspects(tests: Iterable[TestQuality]) -> list[TestQuality]:
    """Return the tests that should be looked at before the students are, the worst first."""
    order: Sequence[str] = Flag.values
    return sorted((one for one in tests if one.is_suspect), key=lambda one: order.index(str(one.flag)))
