"""Scores that count, of a student in an exercise and in a course, as `grader.gradebook.scoring` keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from accounts.models import User
from courses.models import Course, Exercise
from grader.due_dates import due_dates, due_dates_in
from grader.gradebook.policies import Item
from grader.models import EventKind, Grading, GradingEvent, Priority, Run, Score, State

NOTHING = Decimal(0)
SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class ExerciseProgress:
    """Where one student stands in one exercise. ``score`` is ``None`` before anything that counts was graded."""

    exercise: Exercise
    score: Decimal | None
    max_score: Decimal
    attempts: int
    under_way: bool
    due_at: datetime | None
    last_at: datetime | None
    """When the last submission was handed in or the last run started."""
    is_extended: bool = False
    """Whether the student has a later due date than others."""
    is_late: bool = False
    is_override: bool = False

    @property
    def fraction(self) -> float:
        """The share of the points reached, from 0 to 1."""
        return float((self.score or NOTHING) / self.max_score) if self.max_score else 0.0

    @property
    def is_complete(self) -> bool:
        """Whether all points are reached."""
        return self.score is not None and self.score >= self.max_score

    @property
    def is_begun(self) -> bool:
        """Whether anything was run or handed in."""
        return self.last_at is not None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it was due and is not complete."""
        return self.due_at is not None and self.due_at < now and not self.is_complete

    def is_due_soon(self, now: datetime) -> bool:
        """Whether it is due within a week and not complete."""
        return self.due_at is not None and now <= self.due_at <= now + SOON and not self.is_complete


@dataclass(frozen=True, kw_only=True)
class CourseProgress:
    """Where one student stands in a course, by exercise id."""

    exercises: Mapping[int, ExerciseProgress]

    @property
    def items(self) -> list[Item]:
        """What a total is made of."""
        return [
            Item(score=one.score, points=one.max_score, weight=one.exercise.weight) for one in self.exercises.values()
        ]

    @property
    def score(self) -> Decimal:
        """All points reached."""
        return sum((one.score or NOTHING for one in self.exercises.values()), NOTHING)

    @property
    def max_score(self) -> Decimal:
        """All points there are."""
        return sum((one.max_score for one in self.exercises.values()), NOTHING)

    @property
    def fraction(self) -> float:
        """The share of the points reached, from 0 to 1."""
        return float(self.score / self.max_score) if self.max_score else 0.0

    @property
    def completed(self) -> int:
        """How many exercises are complete."""
        return sum(one.is_complete for one in self.exercises.values())


def counting() -> QuerySet[Grading]:
    """Gradings of submissions that have a score and were not replaced by a regrade, late ones among them."""
    return Grading.objects.filter(state=State.GRADED, counts=True, submission__isnull=False)


def score_of(exercise: Exercise, student: User) -> Score | None:
    """Return what counts for a student in an exercise, with its grading; ``None`` without any work."""
    light = ("grading__executed_notebook", "grading__output")
    return Score.objects.select_related("grading").defer(*light).filter(exercise=exercise, student=student).first()


def earlier_best(grading: Grading) -> Grading | None:
    """Return the student's best grading from before ``grading`` was handed in, among those that told of epochs.

    What was handed in before it and ended after counts where a regrade judged it again.
    """
    told = GradingEvent.objects.filter(grading=OuterRef("pk"), kind=EventKind.EPOCH)
    before = counting().filter(student=grading.student_id, submission__exercise=grading.work.exercise_id)
    handed_in = grading.work.created_at
    ended = Q(finished_at__lte=handed_in) | Q(priority=Priority.REGRADE, submission__created_at__lt=handed_in)
    others = before.filter(ended, Exists(told)).exclude(pk=grading.pk)
    if grading.submission_id:
        others = others.exclude(submission=grading.submission_id)
    return others.only("pk").order_by("-score", "finished_at", "pk").first()


def standing_in(exercise: Exercise, student: User, score: Score | None) -> ExerciseProgress:
    """Return where a student stands in one exercise, as far as its score tells, in one query for the due date."""
    return _progress(exercise, score, due_dates([exercise], [student.pk]).of(exercise, student.pk))


def progress_in(
    courses: Collection[Course], student: User, exercises: Iterable[Exercise] | None = None
) -> dict[int, CourseProgress]:
    """Return where a student stands in some courses, by course id, in four queries for all of them.

    ``exercises`` are the published ones of the courses, where they are read already.
    """
    scores = {one.exercise_id: one for one in _scores(courses, student)}
    runs = _last_runs(courses, student)
    dates = due_dates_in([course.pk for course in courses], [student.pk])
    found: dict[int, dict[int, ExerciseProgress]] = {course.pk: {} for course in courses}
    for exercise in published_exercises(*courses) if exercises is None else exercises:
        due = dates.of(exercise, student.pk)
        one = _progress(exercise, scores.get(exercise.pk), due, runs.get(exercise.pk))
        found[exercise.unit.course_id][exercise.pk] = one
    return {course: CourseProgress(exercises=exercises) for course, exercises in found.items()}


def published_exercises(*courses: Course) -> QuerySet[Exercise]:
    """Return the exercises of courses as students see them, in each course's order."""
    return Exercise.objects.published().filter(unit__course__in=courses).in_order()


def _scores(courses: Collection[Course], student: User) -> QuerySet[Score]:
    return Score.objects.filter(exercise__unit__course__in=courses, student=student)


def _last_runs(courses: Collection[Course], student: User) -> dict[int, datetime]:
    """Return by exercise id when the student started the last run."""
    runs = Run.objects.filter(exercise__unit__course__in=courses, student=student, is_preview=False).order_by()
    return dict(runs.values_list("exercise").annotate(last=Max("created_at")))


def _progress(
    exercise: Exercise, score: Score | None, due: datetime | None, run_at: datetime | None = None
) -> ExerciseProgress:
    times = [at for at in (run_at, score.last_at if score else None) if at]
    return ExerciseProgress(
        exercise=exercise,
        score=score.score if score else None,
        max_score=exercise.points,
        attempts=score.attempts if score else 0,
        under_way=score is not None and score.is_under_way,
        due_at=due,
        last_at=max(times, default=None),
        is_extended=due != exercise.due_at,
        is_late=score is not None and score.is_late,
        is_override=score is not None and score.is_override,
    )
