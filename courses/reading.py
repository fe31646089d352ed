"""Which lessons a person has read, and how long reading one takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from courses.models import Course, Lesson, LessonReading

LETTERS_A_MINUTE = 1200
"""Of a text with formulas and code, by a reader who takes it in; Hangul has fewer letters, which say more."""
FASTEST = 0.15
"""The share of the usual time in which nobody has read a text, only moved to its end."""
SECONDS_AT_LEAST = 15


def mark(lesson: Lesson, user: User, *, read: bool) -> None:
    """Remember that ``user`` has read a lesson, at the first such time, or forget it."""
    if read:
        LessonReading.objects.get_or_create(user=user, lesson=lesson)
    else:
        LessonReading.objects.filter(user=user, lesson=lesson).delete()


def is_read(lesson: Lesson, user: User) -> bool:
    """Return whether a person has read a lesson."""
    return LessonReading.objects.filter(user=user, lesson=lesson).exists()


def readings(courses: Iterable[Course], user: User) -> dict[int, datetime]:
    """Return when a person read which lessons of some courses, by lesson id."""
    found = LessonReading.objects.filter(user=user, lesson__unit__course__in=list(courses), lesson__unit__retired=False)
    return dict(found.order_by().values_list("lesson", "read_at"))


def last_reading(courses: Iterable[Course], user: User) -> LessonReading | None:
    """Return what a person read last in some courses."""
    found = LessonReading.objects.filter(user=user, lesson__unit__course__in=list(courses), lesson__unit__retired=False)
    return found.select_related("lesson__unit").defer("lesson__body").first()


def minutes_to_read(text: str) -> int:
    """Return the usual time for a text, in whole minutes, at least one."""
    return max(1, round(len(text) / LETTERS_A_MINUTE))


def seconds_at_least(text: str) -> int:
    """Return the seconds after which somebody at the end of a text has plausibly read it."""
    return max(SECONDS_AT_LEAST, round(len(text) / LETTERS_A_MINUTE * 60 * FASTEST))
