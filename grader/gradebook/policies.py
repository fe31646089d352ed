"""How scores and totals come about: pure functions, which know neither database nor clock.

What they promise, and `tests/grader/test_policies.py` holds by properties: nothing depends on the order of submissions;
neither an extension nor a longer grace ever lowers a score or a total; an override replaces exactly; dropping never
lowers a percentage; a total lies between nothing and what is possible.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from grader.models import CountedAttempt

NOTHING = Decimal(0)
CENT = Decimal("0.01")
WHOLE = Decimal(100)
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How a course counts. ``late_penalty`` is in percent a day, 0 to 100; at 100 late work does not count."""

    counted: str = CountedAttempt.BEST
    dropped: int = 0
    late_penalty: Decimal = WHOLE
    grace: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class Due:
    """When a student's work is due: by the exercise's own date, and with extensions. ``None`` is never."""

    own: datetime | None = None
    effective: datetime | None = None


class Attempt(NamedTuple):
    """A graded submission; ``score`` has hints taken off, and ``key`` (the grading's id) orders what came together."""

    at: datetime
    key: int
    score: Decimal
    max_score: Decimal


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What counts in an exercise: ``score`` is ``None`` where nothing does, and ``key`` is the attempt's."""

    score: Decimal | None = None
    earned: Decimal | None = None
    key: int | None = None
    is_late: bool = False
    is_override: bool = False


class Item(NamedTuple):
    """One exercise in a total: what counts (``None`` for nothing yet), its points, and its weight from 0."""

    score: Decimal | None
    points: Decimal
    weight: Decimal


@dataclass(frozen=True, kw_only=True)
class Total:
    """The weighted points of the exercises that count, and the most that they give."""

    earned: Decimal
    possible: Decimal

    @property
    def share(self) -> Decimal:
        """The share reached, from 0 to 1; 0 where nothing can be reached."""
        return self.earned / self.possible if self.possible else NOTHING


def effective_due(own: datetime | None, extensions: Iterable[datetime] = ()) -> Due:
    """Return when work is due with extensions: never earlier than without, and still never where it never was."""
    return Due(own=own, effective=None if own is None else max((own, *extensions)))


def days_late(at: datetime, due: datetime | None, grace: timedelta = timedelta()) -> int:
    """Return how many days late work came, after the grace; a day that has begun counts whole."""
    if due is None or at <= due + grace:
        return 0
    return math.ceil((at - due - grace) / DAY)


def scaled(score: Decimal, max_score: Decimal, points: Decimal) -> Decimal:
    """Return a score of ``max_score`` points as one of ``points``, rounded to hundredths, and at most ``points``."""
    if max_score <= 0:
        return NOTHING
    return min((score * points / max_score).quantize(CENT, ROUND_HALF_UP), points)


def after_penalty(earned: Decimal, days: int, penalty: Decimal) -> Decimal | None:
    """Return what is left of a score that came ``days`` late; ``None`` where late work does not count at all."""
    if not days:
        return earned
    if penalty >= WHOLE:
        return None
    left = max(WHOLE - penalty * days, NOTHING)
    return (earned * left / WHOLE).quantize(CENT, ROUND_HALF_UP)


def counted(
    attempts: Iterable[Attempt], *, points: Decimal, due: Due, policy: Policy, override: Decimal | None = None
) -> Counted:
    """Return what counts for a student in an exercise of ``points``.

    By the policy ``best`` it is the attempt worth most, the earliest of equal ones. By ``last`` it is the last
    one, less its penalty, except that work handed in after the exercise's own date never takes away what the last
    one before that date is worth: otherwise an extension, by letting a worse attempt count, could cost points.
    """
    steps = history(attempts, points=points, due=due, policy=policy)
    found = steps[-1][1] if steps else Counted()
    if override is None:
        return found
    return Counted(score=override, earned=found.earned, key=found.key, is_late=found.is_late, is_override=True)


def history(attempts: Iterable[Attempt], *, points: Decimal, due: Due, policy: Policy) -> list[tuple[Attempt, Counted]]:
    """Return the attempts, the earliest first, each with what counted as soon as it was judged (see `counted`)."""
    steps: list[tuple[Attempt, Counted]] = []
    in_time = standing = Counted()
    for attempt in sorted(attempts):
        worth = _worth(attempt, points, due, policy)
        if due.own is None or attempt.at <= due.own:
            in_time = worth
        first, second = (worth, in_time) if policy.counted == CountedAttempt.LAST else (standing, worth)
        standing = second if _value(second) > _value(first) else first
        steps.append((attempt, standing))
    return steps


def total(items: Iterable[Item], dropped: int = 0) -> Total:
    """Return a student's total without the ``dropped`` exercises whose absence raises the share most; one always stays.

    Exercises that carry no weight or no points are not in it, and so are never those dropped.
    """
    parts = [
        (min(score or NOTHING, points) * weight, points * weight)
        for score, points, weight in items
        if points > 0 and weight > 0
    ]
    kept = _kept(parts, dropped) if dropped and len(parts) > 1 else parts
    return Total(earned=sum((part[0] for part in kept), NOTHING), possible=sum((part[1] for part in kept), NOTHING))


def _worth(attempt: Attempt, points: Decimal, due: Due, policy: Policy) -> Counted:
    days = days_late(attempt.at, due.effective, policy.grace)
    earned = scaled(attempt.score, attempt.max_score, points)
    score = after_penalty(earned, days, policy.late_penalty)
    if score is None:
        return Counted(is_late=True)
    return Counted(score=score, earned=earned, key=attempt.key, is_late=days > 0)


def _value(one: Counted) -> Decimal:
    """Order what may count: a score, then late work without one, then nothing at all."""
    return one.score if one.score is not None else Decimal(-1 if one.is_late else -2)


Part = tuple[Decimal, Decimal]


def _kept(parts: list[Part], dropped: int) -> list[Part]:
    """Return the parts that give the largest share of all choices of so many.

    Dropping the smallest shares is not it: with different weights, a score that rises could then lower the share. This
    is Dinkelbach's way: rank by what each part has more than the share reached so far, until that share stands still.
    """
    size = max(len(parts) - dropped, 1)
    kept, sums = parts, _sums(parts)
    while True:
        earned, possible = sums
        ranked = sorted(parts, key=lambda part: (part[0] * possible - earned * part[1], part[1]), reverse=True)
        found = ranked[:size]
        new = _sums(found)
        if len(kept) == size and new[0] * possible <= earned * new[1]:
            return kept
        kept, sums = found, new


def _sums(parts: Sequence[Part]) -> Part:
    return sum((part[0] for part in parts), NOTHING), sum((part[1] for part in parts), NOTHING)
