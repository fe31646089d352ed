"""Gradings without pages, in a process beside a site: the workers' own maximum, and a course beside another's flood."""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

from benchmarks.load import people

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Exercise
    from grader.models import Grading

SECONDS_TO_END = 600.0
EACH = 3
"""How often each student of a flood hands in."""
INTERVAL = 1.0
"""Seconds between two submissions of the course that floods nobody."""
_numbers = count()


def most(gradings: str) -> dict[str, Any]:
    """Let workers have a full queue and nothing beside it; return the times of all but the first and last ones."""
    exercise = people.exercise_of("deep-learning-with-keras")
    found = hand_in(exercise, _students(exercise, -(-int(gradings) // EACH)), int(gradings))
    return {"times": times_of(found)}


def flood(submissions: str, alone: str) -> dict[str, Any]:
    """Have one course's student hand in every second, without a flood of another course and during one.

    ``alone`` submissions come before the flood, and as many as there is time for while it lasts.
    """
    flooding, small = people.exercise_of("deep-learning-with-keras"), other_course()
    students = _students(small, 10)
    hand_in(small, students, 3, wait=True)  # The first ones find everything cold.
    before = _every_second(small, students, int(alone))
    many = hand_in(flooding, _students(flooding, -(-int(submissions) // EACH)), int(submissions), wait=False)
    beside = _every_second(small, students, 1000, until=many)
    return {"before": times_of(before), "beside": times_of(beside), "flood": times_of(many)}


def other_course() -> Exercise:
    """Make another course with the same exercise."""
    from courses.models import Course, Exercise, ExerciseVersion, Unit

    like = people.exercise_of("deep-learning-with-keras")
    assert like.current is not None
    course, _ = Course.objects.get_or_create(slug="other", defaults={"title": like.title})
    unit = Unit.objects.create(course=course, slug="unit", title=like.title)
    made = Exercise.objects.create(unit=unit, slug=like.slug, title=like.title, kind=like.kind, points=like.points)
    version = ExerciseVersion(exercise=made, content_hash=like.current.content_hash, archive=like.current.archive)
    version.save()
    made.current = version
    made.save()
    return made


def hand_in(exercise: Exercise, students: list[User], submissions: int, *, wait: bool = True) -> list[int]:
    """Hand in so many different works of the students in turn, as fast as it goes; return the gradings."""
    from grader.models import Format
    from grader.workbench.handing_in import hand_in_submission

    content = people.works()["right"]
    found = [
        hand_in_submission(
            exercise, students[number % len(students)], Format.CODE, f"{content}\n# {next(_numbers)}\n"
        ).pk
        for number in range(submissions)
    ]
    if wait:
        _wait_for(found)
    return found


def _every_second(exercise: Exercise, students: list[User], submissions: int, until: Iterable[int] = ()) -> list[int]:
    """Hand in one work a second until there are so many, or ``until`` all of others have ended."""
    found: list[int] = []
    others = list(until)
    due = time.monotonic()
    while len(found) < submissions and not (others and not _unfinished(others)):
        found += hand_in(exercise, [students[len(found) % len(students)]], 1, wait=False)
        due += INTERVAL
        time.sleep(max(0.0, due - time.monotonic()))
    _wait_for(found)
    return found


def _wait_for(gradings: list[int]) -> None:
    ends_at = time.monotonic() + SECONDS_TO_END
    while _unfinished(gradings):
        if time.monotonic() > ends_at:
            raise SystemExit("the site does not go on")
        time.sleep(0.1)


def _unfinished(gradings: list[int]) -> bool:
    from grader.models import FINAL_STATES

    return bool(_gradings(gradings).exclude(state__in=FINAL_STATES).exists())


def _gradings(numbers: list[int]) -> Any:
    from grader.models import Grading

    if not numbers:
        return Grading.objects.none()
    return Grading.objects.filter(pk__range=(min(numbers), max(numbers)), pk__in=numbers)


def times_of(numbers: list[int]) -> list[list[float]]:
    """Return when each was handed in, started and ended (seconds since the epoch); all must have been graded right."""
    found: list[Grading] = list(_gradings(numbers).only("queued_at", "started_at", "finished_at", "score", "max_score"))
    right = [one for one in found if one.score is not None and one.score == one.max_score]
    if len(right) != len(numbers):
        raise SystemExit(f"only {len(right)} of {len(numbers)} were graded right")
    stamps = ((one.queued_at, one.started_at, one.finished_at) for one in right)
    return [[stamp.timestamp() for stamp in three if stamp] for three in stamps]


def _students(exercise: Exercise, many: int) -> list[User]:
    from benchmarks.crowd import enroll

    return enroll(exercise.unit.course, many)
