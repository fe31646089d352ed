"""What counts for each student in an exercise, computed from scratch: the truth that `Score` keeps a copy of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max

from courses.models import Exercise
from grader.due_dates import due_dates
from grader.gradebook.course_policies import policy_of
from grader.gradebook.policies import Attempt, Due, Policy, counted
from grader.models import Grading, ScoreOverride, State, Submission

UNDER_WAY = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Standing:
    """The fields of a `Score`, which describes them; ``grading`` is an id."""

    score: Decimal | None = None
    earned: Decimal | None = None
    grading: int | None = None
    is_late: bool = False
    is_override: bool = False
    attempts: int = 0
    last_at: datetime | None = None
    is_under_way: bool = False
    has_problem: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What a score needs to know of one grading that counts."""

    key: int
    submission: int
    at: datetime
    state: str
    score: Decimal | None
    max_score: Decimal | None


def standings(
    exercise: int, students: Collection[int] | None = None, policy: Policy | None = None
) -> dict[int, Standing]:
    """Return by student id what counts in the exercise with an id, for students given by id, or all; in six queries.

    With a ``policy``, by that one instead of the course's. Who handed in nothing and has no override is not in it.
    """
    known = Exercise.objects.select_related("unit").only("points", "due_at", "unit__course").get(pk=exercise)
    by = policy or policy_of(known.unit.course_id)
    dates = due_dates([known], students)
    overrides = _overrides(exercise, students)
    handed_in = _handed_in(exercise, students)
    judged = _judged(exercise, students)
    return {
        student: _standing(
            judged.get(student, []),
            *handed_in.get(student, (0, None)),
            points=known.points,
            due=dates.due(known, student),
            policy=by,
            override=overrides.get(student),
        )
        for student in {*handed_in, *overrides}
    }


def _standing(
    judged: list[Judged],
    attempts: int,
    last_at: datetime | None,
    *,
    points: Decimal,
    due: Due,
    policy: Policy,
    override: Decimal | None,
) -> Standing:
    found = counted(_attempts(judged), points=points, due=due, policy=policy, override=override)
    last = max(judged, key=lambda one: (one.at, one.submission, one.key), default=None)
    return Standing(
        score=found.score,
        earned=found.earned,
        grading=found.key,
        is_late=found.is_late,
        is_override=found.is_override,
        attempts=attempts,
        last_at=last_at,
        is_under_way=any(one.state in UNDER_WAY for one in judged),
        has_problem=last is not None and last.state == State.ERROR,
    )


def _attempts(judged: list[Judged]) -> Iterator[Attempt]:
    for one in judged:
        if one.state == State.GRADED and one.score is not None and one.max_score is not None:
            yield Attempt(at=one.at, key=one.key, score=one.score, max_score=one.max_score)


def _overrides(exercise: int, students: Collection[int] | None) -> dict[int, Decimal]:
    rows = ScoreOverride.objects.filter(exercise=exercise)
    if students is not None:
        rows = rows.filter(student__in=students)
    return dict(rows.values_list("student", "score"))


def _handed_in(exercise: int, students: Collection[int] | None) -> dict[int, tuple[int, datetime]]:
    """Return by student id how many submissions there are, and when the last one came."""
    rows = Submission.objects.filter(exercise=exercise).order_by()
    if students is not None:
        rows = rows.filter(student__in=students)
    counts = rows.values_list("student").annotate(count=Count("pk"), last=Max("created_at"))
    return {student: (count, last) for student, count, last in counts}


def _judged(exercise: int, students: Collection[int] | None) -> Mapping[int, list[Judged]]:
    """Return the gradings that count by student id."""
    rows = Grading.objects.filter(submission__exercise=exercise, counts=True).order_by()
    if students is not None:
        rows = rows.filter(submission__student__in=students)
    fields = ("pk", "submission", "submission__created_at", "state", "score", "max_score")
    found: defaultdict[int, list[Judged]] = defaultdict(list)
    for student, *values in rows.values_list("submission__student", *fields).iterator(2000):
        found[student].append(Judged(*values))
    return found
