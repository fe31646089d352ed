"""What the pages of regrades show of them: how far they have come, whose score changes, and which tests changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from courses.models import Course, Exercise
from courses.text import Text
from grader.live.expecting import usual_seconds
from grader.models import Outcome, Priority, Regrade, RegradeItem, RegradeState, State, TestResult
from grader.queueing.room import regrade_slots
from grader.regrading.regrade_items import light
from grader.regrading.regrades import Effect, Judged, Tally, affected_by_exercise, effect_of

BY_NAME = ("submission__student__name", "submission__student__email")
LISTED = 50
"""The latest regrades of a course that are listed."""


class Show(StrEnum):
    """Which submissions of a regrade are listed."""

    CHANGED = "changed"
    KEPT = "kept"
    PROBLEMS = "problems"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class AffectedExercise:
    """An exercise whose present version does not judge ``count`` submissions yet, and its open regrade."""

    exercise: Exercise
    count: int
    open: Regrade | None


@dataclass(frozen=True, kw_only=True)
class TestChange:
    """A test that ended differently; ``None`` where it was not there. Points are as the test gave them."""

    __test__ = False

    title: Text
    hidden: bool
    before: TestResult | None
    after: TestResult | None


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """One submission of a regrade, with what judging it again has brought."""

    item: RegradeItem
    effect: Effect
    changes: Sequence[TestChange]


def affected_exercises(course: Course) -> list[AffectedExercise]:
    """Return the exercises of a course that a regrade is for, in the course's order, in three queries."""
    counts = affected_by_exercise(course)
    running = {one.exercise_id: one for one in open_regrades(course)}
    exercises = Exercise.objects.filter(pk__in={*counts, *running}).in_order()
    return [AffectedExercise(exercise=one, count=counts.get(one.pk, 0), open=running.get(one.pk)) for one in exercises]


def open_regrades(course: Course) -> QuerySet[Regrade]:
    """Return a course's regrades that have not ended."""
    ended = (RegradeState.DONE, RegradeState.CANCELED, RegradeState.UNDONE)
    return Regrade.objects.filter(exercise__unit__course=course).exclude(state__in=ended)


def latest_regrades(course: Course) -> QuerySet[Regrade]:
    """Return a course's latest regrades, with how many submissions they have and have applied."""
    of_course = Regrade.objects.filter(exercise__unit__course=course).select_related("exercise__unit", "requested_by")
    applied = Count("items", filter=Q(items__applied_at__isnull=False))
    return of_course.defer("exercise__prompt").annotate(total=Count("items"), applied=applied)[:LISTED]


def items_to_show(regrade: Regrade, show: Show) -> QuerySet[RegradeItem]:
    """Return the items that a page lists: the sample until a decision, then those that ``show`` asks for."""
    items = light(regrade.items.all()).select_related("submission__student").order_by(*BY_NAME, "pk")
    if regrade.state in (RegradeState.TRYING, RegradeState.TRIED):
        return items.filter(in_sample=True)
    applied = Q(applied_at__isnull=False)
    same = Q(before__score=F("after__score"), before__max_score=F("after__max_score"))
    wanted = {
        Show.CHANGED: applied & ~same,
        Show.KEPT: ~applied & Q(after__state=State.GRADED),
        Show.PROBLEMS: Q(after__state__in=(State.FAILED, State.ERROR, State.CANCELED)),
        Show.ALL: Q(),
    }
    return items.filter(wanted[show])


def shown(items: Iterable[RegradeItem]) -> list[ShownItem]:
    """Return what stands in the table for items, in one query for all their tests."""
    found = list(items)
    results = _results({key for one in found for key in (one.before_id, one.after_id) if key})
    return [ShownItem(item=one, effect=_effect(one), changes=_changes(one, results)) for one in found]


def changed_tests(before: Iterable[TestResult], after: Iterable[TestResult]) -> list[TestChange]:
    """Return the tests that ended differently or give other points, that are new, or that are gone."""
    old, new = ({one.test_id: one for one in results} for results in (before, after))
    changes = []
    for name in {**new, **old}:
        was, now = old.get(name), new.get(name)
        either = now or was
        if either and (was is None or now is None or _ending(was) != _ending(now)):
            changes.append(TestChange(title=either.title, hidden=either.hidden, before=was, after=now))
    return changes


def seconds_left(regrade: Regrade, counts: Tally) -> float:
    """Return how long the rest of a regrade usually takes, with all slots that regrades may hold."""
    return counts.effects[Effect.WAITING] * usual_seconds(regrade.version_id, Priority.REGRADE) / regrade_slots()


def _effect(item: RegradeItem) -> Effect:
    before = Judged.of(item.before) if item.before else Judged(State.ERROR, None, None)
    return effect_of(before, Judged.of(item.after) if item.after else None)


def _results(gradings: Collection[int]) -> Mapping[int, list[TestResult]]:
    found: defaultdict[int, list[TestResult]] = defaultdict(list)
    light_results = TestResult.objects.filter(grading__in=gradings).defer("message", "expected", "actual")
    for result in light_results.order_by("grading", "position"):
        found[result.grading_id].append(result)
    return found


def _changes(item: RegradeItem, results: Mapping[int, list[TestResult]]) -> Sequence[TestChange]:
    """Return the tests that changed; none where either judging has no results to compare."""
    before, after = (results.get(key or 0, []) for key in (item.before_id, item.after_id))
    return changed_tests(before, after) if before and after else ()


def _ending(result: TestResult) -> tuple[Outcome, object, object]:
    return Outcome(result.outcome), result.points, result.max_points
