"""Graded work of a class, made by hand: who handed in what when, and which tests passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from courses.models import Exercise
from grader.models import (
    EventKind,
    Format,
    Grading,
    GradingEvent,
    Outcome,
    Priority,
    State,
    Submission,
    TestResult,
)
from tests.grader.cast import make_student


def days_ago(days: float) -> datetime:
    """Return a moment so many days before now."""
    return timezone.now() - timedelta(days=days)


def make_class(exercise: Exercise, count: int) -> list[User]:
    """Store so many students of the exercise's course."""
    return [make_student(exercise, f"student-{number:03}@example.org") for number in range(count)]


def hand_in_graded(
    exercise: Exercise,
    student: User,
    passed: Mapping[str, bool],
    *,
    at: datetime | None = None,
    message: str = "",
    waited: float = 0.5,
    state: State = State.GRADED,
) -> Grading:
    """Store a submission whose tests, of a point each, passed or not; 10 points if all did."""
    moment = at or days_ago(1)
    assert exercise.current is not None
    work = Submission.objects.create(
        exercise=exercise, student=student, format=Format.CODE, content="x = 1", created_at=moment
    )
    share = Decimal(sum(passed.values())) / max(len(passed), 1)
    grading = Grading.objects.create(
        submission=work,
        student=student,
        version=exercise.current,
        priority=Priority.SUBMISSION,
        state=state,
        queued_at=moment,
        started_at=moment + timedelta(seconds=waited),
        finished_at=moment + timedelta(seconds=waited + 1),
        score=(10 * share).quantize(Decimal("0.01")) if state == State.GRADED else Decimal(0),
        max_score=10,
        message={"en": message, "ko": message} if message and state == State.FAILED else None,
    )
    TestResult.objects.bulk_create(
        TestResult(
            grading=grading,
            position=position,
            test_id=name,
            title={"en": f"Test {name}", "ko": f"테스트 {name}"},
            hidden=True,
            points=int(passes),
            max_points=1,
            outcome=Outcome.PASSED if passes else Outcome.FAILED,
            message=None if passes else {"en": message or "Wrong.", "ko": message or "Wrong."},
        )
        for position, (name, passes) in enumerate(passed.items())
        if state == State.GRADED
    )
    return grading


def train(grading: Grading, metric: str, values: Iterable[float], *, first_number: int = 1) -> None:
    """Store the epochs of one training of a grading."""
    GradingEvent.objects.bulk_create(
        GradingEvent(
            grading=grading,
            number=first_number + place,
            kind=EventKind.EPOCH,
            data={"epoch": place + 1, "epochs": 3, "logs": {metric: value}},
        )
        for place, value in enumerate(values)
    )
