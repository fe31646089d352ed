"""What the policies promise, held by properties, and their rules by examples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.gradebook.policies import (
    Attempt,
    Due,
    Item,
    Policy,
    after_penalty,
    counted,
    days_late,
    effective_due,
    scaled,
    total,
)
from grader.models import CountedAttempt

DUE = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

hundredths = st.integers(0, 1000).map(lambda cents: Decimal(cents) / 100)
moments = st.integers(-200, 200).map(lambda hours: DUE + hours * HOUR)
dates = st.one_of(st.none(), moments)
penalties = st.one_of(st.sampled_from([Decimal(0), Decimal(100)]), st.integers(0, 100).map(Decimal))
policies = st.builds(
    Policy,
    counted=st.sampled_from(CountedAttempt.values),
    late_penalty=penalties,
    grace=st.integers(0, 72).map(lambda hours: hours * HOUR),
)
attempts = st.lists(
    st.builds(Attempt, at=moments, key=st.integers(1, 10**6), score=hundredths, max_score=st.just(Decimal(10))),
    max_size=6,
    unique_by=lambda one: one.key,
)
points = st.integers(1, 20).map(Decimal)
items = st.lists(
    st.builds(Item, score=st.one_of(st.none(), hundredths), points=st.just(Decimal(10)), weight=hundredths), max_size=6
)
fast = settings(max_examples=200, deadline=None, derandomize=True)


def score(found: list[Attempt], due: Due, policy: Policy, of: Decimal = Decimal(10)) -> Decimal:
    """What counts, with nothing as less than 0 points."""
    result = counted(found, points=of, due=due, policy=policy).score
    return Decimal(-1) if result is None else result


@fast
@given(attempts, st.randoms(use_true_random=False), dates, policies, points)
def test_no_order_of_attempts_changes_what_counts(
    found: list[Attempt], random: object, due: datetime | None, policy: Policy, of: Decimal
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    given_due = effective_due(due)
    assert counted(found, points=of, due=given_due, policy=policy) == counted(
        shuffled, points=of, due=given_due, policy=policy
    )


@fast
@given(attempts, dates, st.lists(moments, max_size=3), moments, policies)
def test_an_extension_never_lowers_a_score(
    found: list[Attempt], due: datetime | None, granted: list[datetime], one_more: datetime, policy: Policy
) -> None:
    assert score(found, effective_due(due, [*granted, one_more]), policy) >= score(
        found, effective_due(due, granted), policy
    )


@fast
@given(attempts, dates, st.lists(moments, max_size=2), policies, st.integers(0, 48))
def test_a_longer_grace_never_lowers_a_score(
    found: list[Attempt], due: datetime | None, granted: list[datetime], policy: Policy, hours: int
) -> None:
    longer = Policy(counted=policy.counted, late_penalty=policy.late_penalty, grace=policy.grace + hours * HOUR)
    given_due = effective_due(due, granted)
    assert score(found, given_due, longer) >= score(found, given_due, policy)


@fast
@given(attempts, dates, policies, penalties)
def test_a_higher_penalty_never_raises_a_score(
    found: list[Attempt], due: datetime | None, policy: Policy, other: Decimal
) -> None:
    low, high = sorted((policy.late_penalty, other))
    milder = Policy(counted=policy.counted, late_penalty=low, grace=policy.grace)
    harder = Policy(counted=policy.counted, late_penalty=high, grace=policy.grace)
    assert score(found, effective_due(due), harder) <= score(found, effective_due(due), milder)


@fast
@given(attempts, dates, policies, points, hundredths)
def test_an_override_replaces_exactly(
    found: list[Attempt], due: datetime | None, policy: Policy, of: Decimal, override: Decimal
) -> None:
    result = counted(found, points=of, due=effective_due(due), policy=policy, override=override)
    assert (result.score, result.is_override) == (override, True)


@fast
@given(attempts, dates, policies, points)
def test_what_counts_lies_within_the_points(
    found: list[Attempt], due: datetime | None, policy: Policy, of: Decimal
) -> None:
    result = counted(found, points=of, due=effective_due(due), policy=policy)
    assert result.score is None or result.earned is not None
    assert result.score is None or 0 <= result.score <= (result.earned or 0) <= of


@fast
@given(items, st.integers(0, 4))
def test_a_total_lies_between_nothing_and_what_is_possible(found: list[Item], dropped: int) -> None:
    result = total(found, dropped)
    assert 0 <= result.earned <= result.possible
    assert 0 <= result.share <= 1


@fast
@given(items, st.integers(0, 4), st.randoms(use_true_random=False))
def test_no_order_of_exercises_changes_a_total(found: list[Item], dropped: int, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert total(shuffled, dropped) == total(found, dropped)


@fast
@given(items, st.integers(0, 4))
def test_dropping_one_more_never_lowers_the_share(found: list[Item], dropped: int) -> None:
    assert total(found, dropped + 1).share >= total(found, dropped).share


@fast
@given(items, st.integers(0, 4), st.data())
def test_a_score_that_rises_never_lowers_the_total(found: list[Item], dropped: int, data: st.DataObject) -> None:
    raised = [
        Item(score=max(one.score or Decimal(0), data.draw(hundredths)), points=one.points, weight=one.weight)
        for one in found
    ]
    assert total(raised, dropped).share >= total(found, dropped).share


@fast
@given(items.filter(lambda found: sum(one.weight > 0 for one in found) > 1), st.integers(1, 3))
def test_what_is_dropped_is_the_best_of_all_choices(found: list[Item], dropped: int) -> None:
    weighted = [one for one in found if one.weight > 0]
    size = max(len(weighted) - dropped, 1)
    assert total(found, dropped).share == max(total(choice).share for choice in combinations(weighted, size))


@pytest.mark.parametrize(
    ("after", "days"),
    [(timedelta(), 0), (HOUR, 0), (2 * HOUR, 0), (2 * HOUR + timedelta(seconds=1), 1), (26 * HOUR, 1), (27 * HOUR, 2)],
)
def test_a_day_begun_after_the_grace_counts_whole(after: timedelta, days: int) -> None:
    assert days_late(DUE + after, DUE, 2 * HOUR) == days


def test_what_is_never_due_is_never_late_whatever_the_extensions() -> None:
    assert effective_due(None, [DUE]) == Due()
    assert days_late(DUE, None) == 0


def test_an_earlier_extension_changes_nothing() -> None:
    assert effective_due(DUE, [DUE - DAY]).effective == DUE


@pytest.mark.parametrize(
    ("days", "penalty", "left"), [(0, 100, 8), (1, 100, None), (1, 25, 6), (2, 25, 4), (5, 25, 0), (3, 0, 8)]
)
def test_the_penalty_is_taken_off_for_each_day(days: int, penalty: int, left: int | None) -> None:
    assert after_penalty(Decimal(8), days, Decimal(penalty)) == left


@pytest.mark.parametrize(("score", "most", "worth"), [("5", "10", "10"), ("1", "3", "6.67"), ("4", "0", "0")])
def test_a_score_of_an_older_version_counts_as_a_share(score: str, most: str, worth: str) -> None:
    assert scaled(Decimal(score), Decimal(most), Decimal(20)) == Decimal(worth)


def attempt(hours: int, score: int, key: int = 1) -> Attempt:
    return Attempt(at=DUE + hours * HOUR, key=key, score=Decimal(score), max_score=Decimal(10))


@pytest.mark.parametrize(
    ("penalty", "handed_in", "counts"),
    [
        (0, [(-2, 9), (-1, 4)], 4),
        (0, [(-1, 4), (1, 9)], 9),
        (0, [(-1, 8), (1, 3)], 8),
        (50, [(-1, 4), (1, 9)], Decimal("4.5")),
        (100, [(-1, 4), (1, 9)], 4),
        (100, [(1, 9)], None),
    ],
)
def test_the_last_attempt_counts_and_late_work_takes_nothing_away(
    penalty: int, handed_in: list[tuple[int, int]], counts: Decimal | None
) -> None:
    found = [attempt(hours, score, key) for key, (hours, score) in enumerate(handed_in)]
    policy = Policy(counted=CountedAttempt.LAST, late_penalty=Decimal(penalty))
    assert counted(found, points=Decimal(10), due=effective_due(DUE), policy=policy).score == counts


def test_late_work_may_be_the_best_less_its_penalty() -> None:
    policy = Policy(late_penalty=Decimal(10))
    found = counted([attempt(-1, 5, 1), attempt(1, 9, 2)], points=Decimal(10), due=effective_due(DUE), policy=policy)
    assert (found.score, found.earned, found.key, found.is_late) == (Decimal("8.10"), Decimal(9), 2, True)


def test_of_equal_attempts_the_first_counts() -> None:
    found = counted([attempt(-1, 5, 2), attempt(-2, 5, 1)], points=Decimal(10), due=effective_due(DUE), policy=Policy())
    assert found.key == 1


def test_late_work_that_does_not_count_is_told_of() -> None:
    found = counted([attempt(1, 9)], points=Decimal(10), due=effective_due(DUE), policy=Policy())
    assert (found.score, found.is_late) == (None, True)


def test_weights_multiply_and_a_weight_of_0_is_practice() -> None:
    ten = Decimal(10)
    found = total([Item(Decimal(5), ten, Decimal(2)), Item(ten, ten, Decimal(0)), Item(None, ten, Decimal(1))])
    assert (found.earned, found.possible) == (Decimal(10), Decimal(30))


def test_the_last_exercise_is_never_dropped() -> None:
    found = total([Item(Decimal(3), Decimal(10), Decimal(1)), Item(Decimal(4), Decimal(10), Decimal(1))], 5)
    assert (found.earned, found.possible) == (Decimal(4), Decimal(10))
