"""A large term: 1,000 students with 100,000 graded submissions to the bundled course, made in large portions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from benchmarks.crowd import enroll
from courses.models import Course, Enrollment, Exercise, Section
from grader.models import (
    EventKind,
    Format,
    Grading,
    GradingEvent,
    HintOpening,
    Outcome,
    Priority,
    Run,
    Score,
    State,
    Submission,
    TestResult,
)

if TYPE_CHECKING:
    from django.db.models import Model

STUDENTS = 1000
SUBMISSIONS = 100_000
TESTS = 8
EPOCHS = 20
WEEKS = 14
SECTIONS = 10
BATCH = 2000
CENT = Decimal("0.01")
MESSAGES = tuple(
    {
        "en": f"Your result for case {number} differs from what is expected: 0.{number} is too far off.",
        "ko": f"사례 {number}의 결과가 기대한 값과 다릅니다. 0.{number}만큼 벗어났습니다.",
    }
    for number in range(40)
)


def fill_term(course: Course, detailed: Exercise) -> list[User]:
    """Have 1,000 students in ten sections hand in 100,000 works to all exercises of a course; return the students.

    Gradings of ``detailed`` have their test results, epochs, runs and hints, too. Every `Score` row is there.
    """
    random = Random(3)
    students = enroll(course, STUDENTS)
    _sort_into_sections(course)
    exercises = list(Exercise.objects.published().filter(unit__course=course).select_related("current").in_order())
    _set_due_dates(exercises)
    gradings = list(_hand_in(students, exercises, random))
    _store_scores(gradings)
    _store_details([one for one in gradings if one.submission and one.submission.exercise_id == detailed.pk], random)
    _store_runs_and_hints(detailed, students, random)
    return students


def _sort_into_sections(course: Course) -> None:
    sections = Section.objects.bulk_create(Section(course=course, name=f"{number:02}") for number in range(SECTIONS))
    enrollments = list(Enrollment.objects.filter(course=course))
    for number, enrollment in enumerate(enrollments):
        enrollment.section = sections[number % SECTIONS]
    Enrollment.objects.bulk_update(enrollments, ["section"], batch_size=BATCH)


def _set_due_dates(exercises: Sequence[Exercise]) -> None:
    """Spread the due dates evenly over a term that ends in two weeks."""
    begin = timezone.now() - timedelta(weeks=WEEKS - 2)
    for number, exercise in enumerate(exercises, start=1):
        exercise.due_at = begin + timedelta(weeks=WEEKS) * number / len(exercises)
    Exercise.objects.bulk_update(exercises, ["due_at"])


def _hand_in(students: Sequence[User], exercises: Sequence[Exercise], random: Random) -> Iterator[Grading]:
    each, more = divmod(SUBMISSIONS, len(exercises))
    for number, exercise in enumerate(exercises):
        count = each + (number < more)
        works = [_work(exercise, students[place % len(students)], random) for place in range(count)]
        works.sort(key=lambda work: work.created_at)
        stored = Submission.objects.bulk_create(works, batch_size=BATCH)
        yield from Grading.objects.bulk_create((_graded(work, random) for work in stored), batch_size=BATCH)


def _work(exercise: Exercise, student: User, random: Random) -> Submission:
    due = exercise.due_at or timezone.now()
    at = min(due - timedelta(hours=random.expovariate(1 / 40)) + timedelta(hours=4), timezone.now())
    return Submission(exercise=exercise, student=student, format=Format.CODE, content="x = 1\n" * 40, created_at=at)


def _graded(work: Submission, random: Random) -> Grading:
    points = work.exercise.points
    began = work.created_at + timedelta(seconds=random.expovariate(2))
    return Grading(
        submission=work,
        student=work.student,
        version=work.exercise.current,
        priority=Priority.SUBMISSION,
        state=State.GRADED,
        attempt=1,
        queued_at=work.created_at,
        started_at=began,
        finished_at=began + timedelta(seconds=1),
        score=(points * random.choice((2, 4, 6, 8, 10, 10)) / 10).quantize(CENT),
        max_score=points,
        output="epoch\n" * 20,
    )


def _store_scores(gradings: Sequence[Grading]) -> None:
    best: dict[tuple[int, int], Score] = {}
    for grading in gradings:
        work = grading.work
        key = (work.exercise_id, grading.student_id)
        score = best.setdefault(key, Score(exercise=work.exercise, student=grading.student, attempts=0))
        score.attempts += 1
        score.last_at = max(score.last_at or work.created_at, work.created_at)
        if score.score is None or (grading.score or 0) > score.score:
            score.score = score.earned = grading.score
            score.grading = grading
    _store(Score, best.values())


def _store_details(gradings: Sequence[Grading], random: Random) -> None:
    _store(TestResult, (_result(grading, place, random) for grading in gradings for place in range(TESTS)))
    _store(GradingEvent, (_epoch(grading, epoch, random) for grading in gradings for epoch in range(1, EPOCHS + 1)))


def _result(grading: Grading, place: int, random: Random) -> TestResult:
    passes = random.random() < float(grading.fraction)
    return TestResult(
        grading=grading,
        position=place,
        test_id=f"test_work.py::test_{place}",
        title={"en": f"Case {place}", "ko": f"사례 {place}"},
        hidden=place > 2,
        points=1 if passes else 0,
        max_points=1,
        outcome=Outcome.PASSED if passes else Outcome.FAILED,
        message=None if passes else random.choice(MESSAGES),
    )


def _epoch(grading: Grading, epoch: int, random: Random) -> GradingEvent:
    accuracy = round(1 - 0.6 / epoch + random.gauss(0, 0.03), 4)
    logs = {"loss": round(1 / epoch, 4), "accuracy": accuracy, "val_loss": 1.1, "val_accuracy": accuracy}
    data = {"epoch": epoch, "epochs": EPOCHS, "logs": logs}
    return GradingEvent(grading=grading, number=epoch, kind=EventKind.EPOCH, data=data)


def _store_runs_and_hints(exercise: Exercise, students: Sequence[User], random: Random) -> None:
    due = exercise.due_at or timezone.now()
    works = (
        Run(exercise=exercise, student=student, format=Format.CODE, content="x = 1", created_at=_before(due, random))
        for student in students
        for _ in range(4)
    )
    _store(Run, works)
    opened = (
        HintOpening(exercise=exercise, student=student, number=number, at=_before(due, random))
        for student in students
        for number in range(1, 1 + random.randrange(4))
    )
    _store(HintOpening, opened)


def _before(due: datetime, random: Random) -> datetime:
    return due - timedelta(hours=random.expovariate(1 / 40))


def _store(model: type[Model], rows: object) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]
