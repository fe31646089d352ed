"""A course with people who hand in and read, to count and time what its pages do."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Lesson, LessonReading, Role
from grader.gradebook.scoring import refresh_exercises
from grader.models import Format, Grading, Priority, Run, State, Submission


def enroll(course: Course, count: int) -> list[User]:
    """Add students to a course, whose addresses go on counting."""
    begin = User.objects.count()
    numbers = range(begin, begin + count)
    users = User.objects.bulk_create(User(email=f"{number}@example.org", password="!") for number in numbers)
    Enrollment.objects.bulk_create(Enrollment(course=course, user=user, role=Role.STUDENT) for user in users)
    return users


def hand_in(students: list[User], exercises: list[Exercise], tries: int, *, runs: bool = False) -> None:
    """Have every student hand in so many works to every exercise, all graded with various scores below full marks."""
    now = timezone.now()
    model = Run if runs else Submission
    works = [
        model(
            exercise=exercise,
            student=student,
            format=Format.CODE,
            content=f"x = {number}",
            created_at=now - timedelta(minutes=number),
        )
        for student in students
        for exercise in exercises
        for number in range(tries)
    ]
    stored = model._default_manager.bulk_create(works, batch_size=1000)  # type: ignore[arg-type]
    Grading.objects.bulk_create((_graded(work, is_run=runs) for work in stored), batch_size=1000)
    if not runs:
        refresh_exercises(exercises)


def read_all(students: list[User], course: Course) -> None:
    """Have every student read every lesson."""
    lessons = list(Lesson.objects.filter(unit__course=course))
    LessonReading.objects.bulk_create(
        LessonReading(user=student, lesson=lesson) for student in students for lesson in lessons
    )


def _graded(work: Submission | Run, *, is_run: bool) -> Grading:
    points = work.exercise.points
    return Grading(
        submission=None if is_run else work,  # type: ignore[misc]
        run=work if is_run else None,
        student=work.student,
        version=work.exercise.current,
        priority=Priority.RUN if is_run else Priority.SUBMISSION,
        state=State.GRADED,
        queued_at=work.created_at,
        finished_at=work.created_at,
        score=(points * (work.pk * 37 % 100) / 100).quantize(Decimal("0.01")),
        max_score=points,
        output="epoch\n" * 20,
    )
