"""Hints, opened one after the other: the text of one that is not open goes nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet, Sum

from accounts.models import User
from courses.folders.exercise_folder import ExerciseFolder, folder_of
from courses.models import Exercise
from courses.text import Text
from grader.models import Grading, HintOpening

NOTHING = Decimal(0)


class HintNotNext(Exception):
    """This hint is not the one that may be opened now."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One hint as a student sees it. ``text`` is ``None`` until it is opened; ``paid`` is what opening it cost."""

    number: int
    cost: Decimal
    text: Text | None = None
    paid: Decimal = NOTHING
    is_next: bool = False


def stages(exercise: Exercise, folder: ExerciseFolder, student: User) -> list[Stage]:
    """Return all hints of the version that a student sees, the opened ones with their texts."""
    paid = dict(_openings(exercise, student).values_list("number", "cost"))
    following = len(paid) + 1
    return [
        Stage(
            number=number,
            cost=hint.cost,
            text=hint.text if number in paid else None,
            paid=paid.get(number, NOTHING),
            is_next=number == following,
        )
        for number, hint in enumerate(folder.hints, start=1)
    ]


def open_hint(exercise: Exercise, student: User, number: int) -> HintOpening:
    """Open hint ``number``, once; `HintNotNext` when one before it is not open or there is none."""
    with transaction.atomic():
        # Passes one by one with the student's handing in, so that each submission knows what was open before it.
        get_user_model().objects.select_for_update(no_key=True).get(pk=student.pk)
        opened = _openings(exercise, student)
        if known := opened.filter(number=number).first():
            return known
        hints = folder_of(exercise.current).hints if exercise.current else ()
        if number != opened.count() + 1 or number > len(hints):
            raise HintNotNext(f"hint {number} of exercise {exercise.pk}")
        return HintOpening.objects.create(
            exercise=exercise, student=student, number=number, cost=hints[number - 1].cost
        )


def points_for_hints(exercise: Exercise, student: User) -> Decimal:
    """Return what the hints opened so far take off a submission that is handed in now."""
    return _openings(exercise, student).aggregate(sum=Sum("cost"))["sum"] or NOTHING


def charged(grading: Grading, score: Decimal | None) -> Decimal | None:
    """Return a score less what hints cost the submission, never below 0."""
    return None if score is None else max(score - grading.hint_points, NOTHING)


def _openings(exercise: Exercise, student: User) -> QuerySet[HintOpening]:
    return HintOpening.objects.filter(exercise=exercise, student=student)
