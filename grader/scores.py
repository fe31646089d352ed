"""Scores that count: of a student in an exercise, in a course, and of all students in a course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Role
from grader.models import EventKind, Grading, GradingEvent, State, Submission

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ExerciseProgress:
    """Where one student stands in one exercise. ``score`` is ``None`` before anything was graded."""

    exercise: Exercise
    score: Decimal | None
    max_score: Decimal
    attempts: int
    under_way: bool

    @property
    def fraction(self) -> float:
        """The share of the points reached, from 0 to 1."""
        return float((self.score or NOTHING) / self.max_score) if self.max_score else 0.0

    @property
    def is_complete(self) -> bool:
        """Whether all points are reached."""
        return self.score is not None and self.score >= self.max_score


@dataclass(frozen=True, kw_only=True)
class CourseProgress:
    """Where one student stands in a course, by exercise id."""

    exercises: Mapping[int, ExerciseProgress]

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


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One student's line; ``scores`` stand in the order of the table's exercises, ``None`` where nothing is graded."""

    student: User
    scores: tuple[Decimal | None, ...]

    @property
    def total(self) -> Decimal:
        """All points reached."""
        return sum((score or NOTHING for score in self.scores), NOTHING)


@dataclass(frozen=True, kw_only=True)
class ScoreTable:
    """All students of a course, by name, against all its exercises, in order."""

    exercises: tuple[Exercise, ...]
    rows: tuple[ScoreRow, ...]

    @property
    def max_total(self) -> Decimal:
        """All points there are."""
        return sum((exercise.points for exercise in self.exercises), NOTHING)


def counting() -> QuerySet[Grading]:
    """Gradings that count: graded, and of submissions."""
    return Grading.objects.filter(state=State.GRADED, submission__isnull=False)


def best_grading(exercise: Exercise, student: User) -> Grading | None:
    """Return the student's grading with the highest score, the earliest of equal ones, or ``None``."""
    of_student = counting().filter(submission__exercise=exercise, student=student).defer("executed_notebook", "output")
    return of_student.order_by("-score", "finished_at", "pk").first()


def earlier_best(grading: Grading) -> Grading | None:
    """Return the student's best grading from before ``grading`` was handed in, among those that told of epochs."""
    told = GradingEvent.objects.filter(grading=OuterRef("pk"), kind=EventKind.EPOCH)
    before = counting().filter(student=grading.student_id, submission__exercise=grading.work.exercise_id)
    ended = before.filter(Exists(told), finished_at__lte=grading.queued_at).exclude(pk=grading.pk)
    return ended.only("pk").order_by("-score", "finished_at", "pk").first()


def progress(course: Course, student: User) -> CourseProgress:
    """Return where a student stands in every published exercise of a course, in three queries."""
    best = _best_scores(course, [student.pk])
    tries = _tries(course, student)
    found = {}
    for exercise in published_exercises(course):
        attempts, under_way = tries.get(exercise.pk, (0, 0))
        found[exercise.pk] = ExerciseProgress(
            exercise=exercise,
            score=best[student.pk].get(exercise.pk),
            max_score=exercise.points,
            attempts=attempts,
            under_way=under_way > 0,
        )
    return CourseProgress(exercises=found)


def score_table(course: Course) -> ScoreTable:
    """Return the best scores of everyone who is enrolled in a course as a student, in three queries."""
    exercises = tuple(published_exercises(course))
    students = _students(course)
    best = _best_scores(course, [student.pk for student in students])
    rows = (
        ScoreRow(student=student, scores=tuple(best[student.pk].get(exercise.pk) for exercise in exercises))
        for student in students
    )
    return ScoreTable(exercises=exercises, rows=tuple(rows))


def published_exercises(course: Course) -> QuerySet[Exercise]:
    """Return a course's exercises as students see them, in the course's order."""
    exercises = Exercise.objects.published().filter(unit__course=course).select_related("unit__course")
    return exercises.order_by("unit__position", "unit__slug", "position", "slug")


def _students(course: Course) -> list[User]:
    enrollments = Enrollment.objects.filter(course=course, role=Role.STUDENT).select_related("user")
    return sorted((one.user for one in enrollments), key=lambda user: (user.display_name.casefold(), user.pk))


def _best_scores(course: Course, students: Iterable[int]) -> defaultdict[int, dict[int, Decimal]]:
    """Return the best score by student id and exercise id."""
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    graded = counting().filter(submission__exercise__unit__course=course, student__in=students).order_by()
    best = graded.values("student", exercise=F("submission__exercise")).annotate(best=Max("score"))
    for row in best:
        found[row["student"]][row["exercise"]] = row["best"]
    return found


def _tries(course: Course, student: User) -> dict[int, tuple[int, int]]:
    """Return by exercise id how many submissions there are, and how many gradings of them are under way."""
    mine = Submission.objects.filter(exercise__unit__course=course, student=student).order_by()
    unfinished = Q(gradings__state__in=(State.QUEUED, State.RUNNING))
    counts = mine.values("exercise").annotate(
        tries=Count("pk", distinct=True), open=Count("gradings", filter=unfinished, distinct=True)
    )
    return {row["exercise"]: (row["tries"], row["open"]) for row in counts}
