"""The rules of regrades: which submissions one is for, which of them are tried first, and what a new judging changes.

A submission is affected when the grading of it that counts is by another version than the exercise's present one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from courses.models import Course, Exercise, ExerciseVersion
from grader.models import FINAL_REGRADES, Grading, Regrade, RegradeItem, RegradeState, State

JUDGED = (State.GRADED, State.FAILED, State.ERROR)
"""How a grading has ended that another one may replace; what its student canceled stays so."""
NOTHING = Decimal(0)


def affected(exercise: Exercise, version: ExerciseVersion, *, may_lower: bool = False) -> QuerySet[Grading]:
    """Return the gradings that count and that ``version`` has not judged again.

    Without ``may_lower`` those are left out whose higher score a regrade by the same version has kept already.
    """
    counted = Grading.objects.filter(submission__exercise=exercise, counts=True, state__in=JUDGED)
    others = counted.exclude(version=version)
    return others if may_lower else others.exclude(_kept(version=version))


def affected_by_exercise(course: Course) -> dict[int, int]:
    """Return how many submissions the present version of each exercise of a course does not judge, where any."""
    of_course = Grading.objects.filter(submission__exercise__unit__course=course, counts=True, state__in=JUDGED)
    published = of_course.filter(submission__exercise__current__isnull=False)
    others = published.exclude(version=F("submission__exercise__current"))
    unsettled = others.exclude(_kept(version=OuterRef("submission__exercise__current"))).order_by()
    counts = unsettled.values_list("submission__exercise").annotate(count=Count("pk"))
    return dict(counts)


def affected_count(exercise: Exercise) -> int:
    """Return how many submissions an exercise's present version does not judge; 0 for one that has none."""
    return affected(exercise, exercise.current).count() if exercise.current else 0


def _kept(version: ExerciseVersion | OuterRef) -> Exists:
    """Whether a regrade by a version has ended with this submission, and left its earlier score."""
    done = RegradeItem.objects.filter(regrade__state=RegradeState.DONE, regrade__version=version)
    judged = done.filter(after__state__in=(State.GRADED, State.FAILED))
    return Exists(judged.filter(submission=OuterRef("submission")))


def open_regrade(exercise: Exercise) -> Regrade | None:
    """Return the regrade of an exercise that has not ended."""
    return Regrade.objects.filter(exercise=exercise).exclude(state__in=FINAL_REGRADES).first()


class Candidate(NamedTuple):
    """A submission that may be tried: the share of its points from 0 to 1, and when it was handed in."""

    pk: int
    share: Decimal
    at: datetime


def pick_sample(candidates: Sequence[Candidate], size: int) -> list[int]:
    """Return the ids of ``size`` candidates, or of all: the oldest, the newest, and others evenly over the scores.

    The same candidates in any order give the same sample.
    """
    if size >= len(candidates):
        return sorted(one.pk for one in candidates)
    by_time = sorted(candidates, key=lambda one: (one.at, one.pk))
    ends = [by_time[-1], by_time[0]][:size]
    rest = sorted((one for one in candidates if one not in ends), key=lambda one: (one.share, one.pk))
    return sorted(one.pk for one in [*ends, *_spread(rest, size - len(ends))])


def _spread(ordered: Sequence[Candidate], count: int) -> list[Candidate]:
    """Return ``count`` of the elements at even distances, both ends among them."""
    if count <= 1:
        return list(ordered[:count])
    return [ordered[place * (len(ordered) - 1) // (count - 1)] for place in range(count)]


class Judged(NamedTuple):
    """How one grading ended, as far as a regrade compares it."""

    state: str
    score: Decimal | None
    max_score: Decimal | None

    @classmethod
    def of(cls, grading: Grading) -> Judged:
        """Read it off a grading."""
        return cls(grading.state, grading.score, grading.max_score)

    @property
    def share(self) -> Decimal:
        """The score as a share of the possible one, from 0 to 1; 0 where there is none."""
        return self.score / self.max_score if self.score and self.max_score else NOTHING


class Effect(StrEnum):
    """What judging a submission again has brought."""

    WAITING = "waiting"
    UP = "up"
    DOWN = "down"
    EQUAL = "equal"
    FAILED = "failed"
    """The new version could not judge the work."""
    ERROR = "error"
    """We failed."""
    CANCELED = "canceled"


ENDINGS = {State.FAILED: Effect.FAILED, State.ERROR: Effect.ERROR, State.CANCELED: Effect.CANCELED}


def effect_of(before: Judged, after: Judged | None) -> Effect:
    """Return what a new judging brings, by the share of the possible points: an exercise's points may have changed."""
    if after is None or after.state in (State.QUEUED, State.RUNNING):
        return Effect.WAITING
    if after.state != State.GRADED:
        return ENDINGS[State(after.state)]
    if after.share == before.share:
        return Effect.EQUAL
    return Effect.UP if after.share > before.share else Effect.DOWN


def may_count(before: Judged, after: Judged, *, may_lower: bool) -> bool:
    """Whether a new judging may count instead of the one before: it was graded, and no lower unless that is allowed."""
    allowed = (Effect.UP, Effect.EQUAL, Effect.DOWN) if may_lower else (Effect.UP, Effect.EQUAL)
    return effect_of(before, after) in allowed


class Row(NamedTuple):
    """One item of a regrade as it is counted."""

    before: Judged
    after: Judged | None
    applied: bool


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How far a regrade has come: submissions by what judging them again has brought."""

    total: int
    effects: Mapping[Effect, int]
    applied: int
    changed: int
    """Submissions whose points are others now."""

    @property
    def judged(self) -> int:
        """How many were judged again."""
        return self.total - self.effects[Effect.WAITING]

    @property
    def fraction(self) -> float:
        """The share that was judged again, from 0 to 1."""
        return self.judged / self.total if self.total else 1.0


def tally(rows: Iterable[Row]) -> Tally:
    """Count the items of a regrade."""
    effects = dict.fromkeys(Effect, 0)
    applied = changed = 0
    for row in rows:
        effects[effect_of(row.before, row.after)] += 1
        applied += row.applied
        changed += row.applied and row.after is not None and row.before[1:] != row.after[1:]
    return Tally(total=sum(effects.values()), effects=effects, applied=applied, changed=changed)


def rows_of(items: QuerySet[RegradeItem]) -> list[Row]:
    """Read what is counted of items, in one query and without their works."""
    fields = [f"{side}__{name}" for side in ("before", "after") for name in ("state", "score", "max_score")]
    return [
        Row(Judged(*found[:3]), Judged(*found[3:6]) if found[3] else None, found[6] is not None)
        for found in items.order_by().values_list(*fields, "applied_at")
    ]
