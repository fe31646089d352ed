"""Scores that count: of a student in an exercise, in a course, and of all students in a course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Role
from grader.due_dates import due_at, in_time
from grader.models import EventKind, Grading, GradingEvent, Priority, Run, State, Submission

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
    """Gradings that count: graded, and of submissions that were handed in when they were due, or earlier."""
    return Grading.objects.filter(in_time(), state=State.GRADED, submission__isnull=False, counts=True)


def best_grading(exercise: Exercise, student: User) -> Grading | None:
    """Return the student's grading with the highest score, the earliest of equal ones, or ``None``."""
    of_student = counting().filter(submission__exercise=exercise, student=student).defer("executed_notebook", "output")
    return of_student.order_by("-score", "finished_at", "pk").first()


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


def standing_in(exercise: Exercise, student: User, best: Grading | None) -> ExerciseProgress:
    """Return where a student stands in one exercise as far as the best grading tells, in no query."""
    return ExerciseProgress(
        exercise=exercise,
        score=best.score if best else None,
        max_score=exercise.points,
        attempts=1 if best else 0,
        under_way=False,
        due_at=due_at(exercise, student.pk),
        last_at=best.queued_at if best else None,
    )


def progress_in(
    courses: Collection[Course], student: User, exercises: Iterable[Exercise] | None = None
) -> dict[int, CourseProgress]:
    """Return where a student stands in some courses, by course id, in four queries for all of them.

    ``exercises`` are the published ones of the courses, where they are read already.
    """
    best = _best_scores(courses, [student.pk])[student.pk]
    tries = _tries(courses, student)
    found: dict[int, dict[int, ExerciseProgress]] = {course.pk: {} for course in courses}
    for exercise in published_exercises(*courses) if exercises is None else exercises:
        attempts, under_way, last_at = tries.get(exercise.pk, (0, 0, None))
        found[exercise.unit.course_id][exercise.pk] = ExerciseProgress(
            exercise=exercise,
            score=best.get(exercise.pk),
            max_score=exercise.points,
            attempts=attempts,
            under_way=under_way > 0,
            due_at=due_at(exercise, student.pk),
            last_at=last_at,
        )
    return {course: CourseProgress(exercises=exercises) for course, exercises in found.items()}


def score_table(course: Course) -> ScoreTable:
    """Return the best scores of everyone who is enrolled in a course as a student, in three queries."""
    exercises = tuple(published_exercises(course))
    students = _students(course)
    best = _best_scores([course], [student.pk for student in students])
    rows = (
        ScoreRow(student=student, scores=tuple(best[student.pk].get(exercise.pk) for exercise in exercises))
        for student in students
    )
    return ScoreTable(exercises=exercises, rows=tuple(rows))


def published_exercises(*courses: Course) -> QuerySet[Exercise]:
    """Return the exercises of courses as students see them, in each course's order."""
    return Exercise.objects.published().filter(unit__course__in=courses).in_order()


def _students(course: Course) -> list[User]:
    enrollments = Enrollment.objects.filter(course=course, role=Role.STUDENT).select_related("user")
    return sorted((one.user for one in enrollments), key=lambda user: (user.display_name.casefold(), user.pk))


def _best_scores(courses: Collection[Course], students: Iterable[int]) -> defaultdict[int, dict[int, Decimal]]:
    """Return the best score by student id and exercise id."""
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    graded = counting().filter(submission__exercise__unit__course__in=courses, student__in=students).order_by()
    best = graded.values("student", exercise=F("submission__exercise")).annotate(best=Max("score"))
    for row in best:
        found[row["student"]][row["exercise"]] = row["best"]
    return found


def _tries(courses: Collection[Course], student: User) -> dict[int, tuple[int, int, datetime]]:
    """Return by exercise id how many submissions there are, how many are being judged, and the time of the last try."""
    mine = Submission.objects.filter(exercise__unit__course__in=courses, student=student).order_by()
    unfinished = Q(gradings__state__in=(State.QUEUED, State.RUNNING), gradings__counts=True)
    counts = mine.values_list("exercise").annotate(
        tries=Count("pk", distinct=True),
        open=Count("gradings", filter=unfinished, distinct=True),
        last=Max("created_at"),
    )
    runs = Run.objects.filter(exercise__unit__course__in=courses, student=student, is_preview=False).order_by()
    found = {exercise: (0, 0, last) for exercise, last in runs.values_list("exercise").annotate(last=Max("created_at"))}
    for exercise, tries, under_way, last in counts:
        earlier = found.get(exercise)
        found[exercise] = (tries, under_way, max(last, earlier[2]) if earlier else last)
    return found
