"""Which submissions a regrade is for, which are tried first, and what a new judging changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from courses.models import Exercise
from grader.models import Grading, State
from grader.regrading.regrades import (
    Candidate,
    Effect,
    Judged,
    Row,
    affected,
    affected_by_exercise,
    affected_count,
    effect_of,
    may_count,
    pick_sample,
    tally,
)
from tests.grader.cast import make_exercise
from tests.grader.regrade_cast import OnCommit, Submit, change, score, whole

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIX = Judged(State.GRADED, Decimal(6), Decimal(10))


def graded(points: float, most: float = 10) -> Judged:
    return Judged(State.GRADED, Decimal(str(points)), Decimal(str(most)))


# Which submissions


def test_nothing_is_affected_before_a_change(exercise: Exercise, submit: Submit) -> None:
    score(submit(), 6)
    assert affected_count(exercise) == 0


def test_a_change_affects_what_was_judged_before_and_not_what_is_judged_after(
    exercise: Exercise, submit: Submit
) -> None:
    before = score(submit(), 6)
    version = change(exercise)
    score(submit(), 6)
    assert list(affected(exercise, version)) == [before]


@pytest.mark.parametrize(
    ("state", "count"),
    [(State.FAILED, 1), (State.ERROR, 1), (State.CANCELED, 0), (State.QUEUED, 0), (State.RUNNING, 0)],
)
def test_what_was_judged_is_affected_and_what_waits_or_was_canceled_is_not(
    exercise: Exercise, submit: Submit, state: State, count: int
) -> None:
    score(submit(), None, state)
    change(exercise)
    assert affected_count(exercise) == count


def test_runs_and_trials_are_not_affected(exercise: Exercise, submit: Submit) -> None:
    score(submit(run=True), 4)
    trial = score(submit(), 6)
    Grading.objects.filter(pk=trial.pk).update(counts=False)
    change(exercise)
    assert affected_count(exercise) == 0


def test_an_exercise_that_is_not_published_affects_nothing(exercise: Exercise, submit: Submit) -> None:
    score(submit(), 6)
    exercise.current = None
    exercise.save()
    assert affected_count(exercise) == 0


def test_a_course_tells_of_each_of_its_exercises(exercise: Exercise, submit: Submit) -> None:
    score(submit(), 6)
    score(submit(), 7)
    make_exercise(exercise.unit, "other")
    change(exercise)
    assert affected_by_exercise(exercise.unit.course) == {exercise.pk: 2}


def test_what_kept_its_higher_score_is_only_for_a_regrade_that_may_lower(
    exercise: Exercise, instructor: User, submit: Submit, django_capture_on_commit_callbacks: OnCommit
) -> None:
    high = score(submit(), 9)
    version = change(exercise)
    whole(exercise, instructor, 3, django_capture_on_commit_callbacks)
    assert affected_count(exercise) == 0
    assert affected_by_exercise(exercise.unit.course) == {}
    assert list(affected(exercise, version, may_lower=True)) == [high]


# The sample


def candidates(shares: list[int]) -> list[Candidate]:
    return [Candidate(pk, Decimal(share) / 10, NOON + timedelta(hours=pk)) for pk, share in enumerate(shares)]


def test_a_sample_has_the_oldest_the_newest_and_all_levels() -> None:
    shares = [0] + [10] * 40 + [0] * 40 + [5] * 20 + [10]
    chosen = pick_sample(candidates(shares), 10)
    assert len(chosen) == 10
    assert {0, len(shares) - 1} <= set(chosen)
    assert {shares[pk] for pk in chosen[1:-1]} == {0, 5, 10}


@given(shares=st.lists(st.integers(0, 10), max_size=40), size=st.integers(1, 30), seed=st.randoms())
def test_a_sample_has_its_size_no_doubles_and_no_order(shares: list[int], size: int, seed: object) -> None:
    found = candidates(shares)
    shuffled = list(found)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    chosen = pick_sample(found, size)
    assert len(chosen) == len(set(chosen)) == min(size, len(shares))
    assert pick_sample(shuffled, size) == chosen


# What changes


@pytest.mark.parametrize(
    ("after", "effect", "counts", "counts_lower"),
    [
        (None, Effect.WAITING, False, False),
        (Judged(State.RUNNING, None, None), Effect.WAITING, False, False),
        (graded(8), Effect.UP, True, True),
        (graded(6), Effect.EQUAL, True, True),
        (graded(12, 20), Effect.EQUAL, True, True),
        (graded(8, 20), Effect.DOWN, False, True),
        (graded(4), Effect.DOWN, False, True),
        (Judged(State.FAILED, Decimal(0), Decimal(10)), Effect.FAILED, False, False),
        (Judged(State.ERROR, None, None), Effect.ERROR, False, False),
        (Judged(State.CANCELED, None, None), Effect.CANCELED, False, False),
    ],
)
def test_a_new_judging_counts_when_it_was_graded_and_no_lower_unless_it_may(
    after: Judged | None, effect: Effect, counts: bool, counts_lower: bool
) -> None:
    assert effect_of(SIX, after) == effect
    if after is not None:
        assert may_count(SIX, after, may_lower=False) == counts
        assert may_count(SIX, after, may_lower=True) == counts_lower


def test_work_that_could_not_be_judged_before_may_be_now() -> None:
    failed = Judged(State.FAILED, Decimal(0), Decimal(10))
    assert may_count(failed, graded(0), may_lower=False)


points = st.integers(0, 40).map(Decimal)


@given(before=st.tuples(points, points), after=st.tuples(points, points))
def test_without_leave_no_share_becomes_lower(before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal]) -> None:
    old, new = Judged(State.GRADED, *before), Judged(State.GRADED, *after)
    assert may_count(old, new, may_lower=False) == (new.share >= old.share)


def test_a_tally_counts_effects_what_is_applied_and_what_changed() -> None:
    rows = [Row(SIX, graded(8), True), Row(SIX, graded(6), True), Row(SIX, graded(4), False), Row(SIX, None, False)]
    found = tally(rows)
    assert (found.total, found.judged, found.applied, found.changed) == (4, 3, 2, 1)
    assert {effect: count for effect, count in found.effects.items() if count} == {
        Effect.UP: 1,
        Effect.EQUAL: 1,
        Effect.DOWN: 1,
        Effect.WAITING: 1,
    }
    assert found.fraction == 0.75
