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
from grader.analytics.attempt_log import Graded
from grader.analytics.measures import Discrimination, correlation, discrimination
from grader.models import Outcome, Score, TestResult

ENOUGH = 20
"""With fewer students nothing is said of a test: each group would be of fewer than five."""
STRONG_PASS = 0.5
"""A test that fewer of the strongest pass is flagged."""
UPSIDE_DOWN = -0.1
"""A discrimination index at or below it is flagged, if it is no luck:"""
NO_LUCK = -2.0
"""in standard errors; of a sound test one in 44 comes so low by chance."""
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
        index = self.groups.index
        if index <= UPSIDE_DOWN and self.groups.errors <= NO_LUCK:
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
    graded: Mapping[int, Graded], criteria: Mapping[int, Criterion | None]
) -> dict[int, list[TestQuality]]:
    """Return the tests of exercises, by the exercises' ids, in their order, in two queries.

    Tests that the newest grading does not know are left out: they are gone from the exercise.
    """
    wanted = {grading for one in graded.values() for ids in (one.last, one.first) for grading in ids.values()}
    needs_points = any(criteria.get(exercise) is None for exercise in graded)
    outcomes: defaultdict[int, dict[str, tuple[str, float]]] = defaultdict(dict)
    rows = TestResult.objects.filter(grading__in=wanted).order_by()
    columns = ("grading", "test_id", "outcome", *(("points",) if needs_points else ()))
    for grading, test, outcome, *points in rows.values_list(*columns):
        outcomes[grading][test] = (outcome, float(points[0]) if points else 0.0)
    newest = {one.newest for one in graded.values()} - {None}
    tests: defaultdict[int | None, list[TestResult]] = defaultdict(list)
    for result in TestResult.objects.filter(grading__in=newest).defer("message", "expected", "actual"):
        tests[result.grading_id].append(result)
    return {
        exercise: _qualities(tests[one.newest], one, outcomes, criteria.get(exercise))
        for exercise, one in graded.items()
    }


Outcomes = Mapping[int, Mapping[str, tuple[str, float]]]
"""By grading and test: how it ended, and its points."""


def _qualities(
    tests: Sequence[TestResult], graded: Graded, outcomes: Outcomes, criterion: Criterion | None
) -> list[TestQuality]:
    """Return the tests' qualities.

    Where the other tests say who is strong, one that is upside down would spoil what is said of them: the worst such
    test is left out of the others' criterion, then the next worst, until none is left.
    """
    spoiling: set[str] = set()
    while True:
        found = [
            _quality(test, graded, outcomes, criterion or _rest(test, graded, outcomes, spoiling)) for test in tests
        ]
        upside_down = [one for one in found if one.flag == Flag.UPSIDE_DOWN and one.test_id not in spoiling]
        if criterion or not upside_down:
            return found
        spoiling.add(min(upside_down, key=lambda one: one.groups.index if one.groups else 0).test_id)


def _quality(test: TestResult, graded: Graded, outcomes: Outcomes, criterion: Criterion) -> TestQuality:
    last = {key: outcomes[grading] for key, grading in graded.last.items() if _was_run(outcomes[grading], test)}
    first = [outcomes[grading] for grading in graded.first.values() if _was_run(outcomes[grading], test)]
    strength = criterion.strength
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


def _rest(test: TestResult, graded: Graded, outcomes: Outcomes, spoiling: Collection[str]) -> Criterion:
    """Return how strong students are by the points that the other tests gave to the same work.

    The test's own points are left out, or every test would go along with itself.
    """
    left_out = {test.test_id, *spoiling}
    strength = {
        student: sum(points for name, (_outcome, points) in outcomes[grading].items() if name not in left_out)
        for student, grading in graded.last.items()
    }
    return Criterion(strength=strength, of_course=False)


def _was_run(results: Mapping[str, tuple[str, float]], test: TestResult) -> bool:
    return test.test_id in results and results[test.test_id][0] != Outcome.NOT_RUN


def _passes(results: Mapping[str, tuple[str, float]], test: TestResult) -> bool:
    return results[test.test_id][0] == Outcome.PASSED


def suspects(tests: Iterable[TestQuality]) -> list[TestQuality]:
    """Return the tests that should be looked at before the students are, the worst first."""
    order: Sequence[str] = Flag.values
    found = [one for one in tests if one.is_suspect]
    return sorted(found, key=lambda one: (order.index(str(one.flag)), one.groups.upper if one.groups else 0.0))
