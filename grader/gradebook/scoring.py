"""Keeps `Score` up to date: what counts for each student in each exercise.

`refresh` is called in the transaction of each change of what counts. It locks the rows before it reads, so that of two
changes at once the later one sees the earlier one's. Whoever changes a grading does so before, always in that order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from courses.models import Course, Exercise
from grader.gradebook.standings import Standing, standings
from grader.models import Grading, Score, ScoreOverride, Submission

KEY = ("exercise", "student")
FIELDS = tuple(Standing.__dataclass_fields__)
BATCH = 500


def refresh(exercise: Exercise, students: Collection[int] | None = None) -> None:
    """Compute the scores of an exercise anew, for students given by id, or for everybody; about eight queries."""
    refresh_by_id(exercise.pk, students)


def refresh_course(course: Course) -> None:
    """Compute all scores of a course anew."""
    for exercise in Exercise.objects.filter(unit__course=course).order_by("pk").only("pk"):
        refresh(exercise)


def refresh_exercises(exercises: Iterable[Exercise], students: Collection[int] | None = None) -> None:
    """Compute the scores of some exercises anew; always in one order, so that no two changes block each other."""
    with transaction.atomic(savepoint=False):
        for exercise in sorted(exercises, key=lambda one: one.pk):
            refresh(exercise, students)


def refresh_after(grading: Grading) -> None:
    """Compute anew what a change of a grading may have changed: nothing for a run, or for one that does not count."""
    if grading.submission_id is None or not grading.counts:
        return
    exercise = Submission.objects.values_list("exercise", flat=True).get(pk=grading.submission_id)
    refresh_by_id(exercise, [grading.student_id])


def on_change(*, exercises: Collection[Exercise], students: Collection[int] | None, **_: object) -> None:
    """Listen to `courses.changes`."""
    refresh_exercises(exercises, students)


@transaction.atomic(savepoint=False)
def refresh_by_id(exercise: int, students: Collection[int] | None = None) -> None:
    """As `refresh`, of the exercise with an id."""
    stored = _locked(exercise, students)
    if not stored:
        return
    found = standings(exercise, students)
    _store(exercise, [student for student, row in stored.items() if found.get(student, row) != row], found)
    Score.objects.filter(exercise=exercise, student__in=set(stored) - set(found)).delete()


def stored_standings(exercise: int) -> dict[int, Standing]:
    """Return what is stored for an exercise by student id."""
    return _by_student(Score.objects.filter(exercise=exercise).values_list("student", *FIELDS))


def _locked(exercise: int, students: Collection[int] | None) -> dict[int, Standing]:
    """Return the stored rows, made where they were missing, and locked until the end of the transaction."""
    rows = Score.objects.filter(exercise=exercise, **_only(students)).order_by("pk")
    stored = _by_student(rows.select_for_update().values_list("student", *FIELDS))
    missing = _concerned(exercise, students) - set(stored)
    if not missing:
        return stored
    Score.objects.bulk_create(
        (Score(exercise_id=exercise, student_id=student) for student in sorted(missing)),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return _by_student(rows.select_for_update().values_list("student", *FIELDS))


def _concerned(exercise: int, students: Collection[int] | None) -> set[int]:
    """Return who has anything in the exercise that a score is made of."""
    handed_in = Submission.objects.filter(exercise=exercise, **_only(students)).order_by().values_list("student")
    overridden = ScoreOverride.objects.filter(exercise=exercise, **_only(students)).values_list("student")
    return {student for (student,) in handed_in.union(overridden)}


def _only(students: Collection[int] | None) -> Mapping[str, Collection[int]]:
    return {} if students is None else {"student__in": students}


def _by_student(rows: Iterable[Sequence[Any]]) -> dict[int, Standing]:
    return {row[0]: Standing(*row[1:]) for row in rows}


def _store(exercise: int, students: Iterable[int], found: Mapping[int, Standing]) -> None:
    rows = (
        Score(
            exercise_id=exercise,
            student_id=student,
            grading_id=found[student].grading,
            **{name: getattr(found[student], name) for name in FIELDS if name != "grading"},
        )
        for student in students
    )
    Score.objects.bulk_create(rows, update_conflicts=True, unique_fields=KEY, update_fields=FIELDS, batch_size=BATCH)


def is_incomplete() -> bool:
    """Whether any submission has no score row, as after an upgrade; one query."""
    kept = Score.objects.filter(exercise=OuterRef("exercise"), student=OuterRef("student"))
    return Submission.objects.filter(~Exists(kept)).order_by().exists()
