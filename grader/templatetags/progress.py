"""Progress on the pages of a course, which itself knows nothing of grading."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Course, Exercise
from grader.scores import CourseProgress, ExerciseProgress, progress

register = template.Library()


@register.simple_tag
def course_progress(course: Course, user: User | AnonymousUser) -> CourseProgress | None:
    """Where a person stands in a course, or ``None`` for a guest."""
    return progress(course, user) if isinstance(user, User) else None


@register.filter
def of(found: CourseProgress | None, exercise: Exercise) -> ExerciseProgress | None:
    """The part of a course's progress that is an exercise's."""
    return found.exercises.get(exercise.pk) if found else None


@register.filter
def points(value: Decimal | float | None) -> str:
    """Points without needless zeros, in the reader's number format."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal("0.01"))
    return number_format(rounded.normalize() if rounded % 1 else rounded.quantize(Decimal(1)))


@register.filter
def percent(fraction: float | Decimal) -> str:
    """A share from 0 to 1 as a whole percentage, never rounded up to 100."""
    return f"{int(float(fraction) * 100 + 1e-9)}%"


@register.filter
def duration(seconds: float) -> str:
    """A time that is only guessed: short ones in seconds, longer ones in fives of them or in minutes."""
    if seconds >= 90:
        return _("{count} min").format(count=round(seconds / 60))
    rounded = round(seconds) if seconds < 10 else 5 * round(seconds / 5)
    return _("{count} s").format(count=max(1, rounded))


@register.filter
def first_line(text: str) -> str:
    """The first line of a message, without the backquotes around its code."""
    return text.partition("\n")[0].replace("`", "")


@register.filter
def unlocalized(value: Decimal | float) -> str:
    """A number as HTML attributes want it, whatever the reader's number format."""
    return f"{value:f}"
