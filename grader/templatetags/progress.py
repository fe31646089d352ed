"""Progress on the pages of a course, which itself knows nothing of grading."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Course, Lesson
from courses.search import Filters
from courses.way import UnitSteps, steps_of
from grader.progress.course_map import (
    NOBODY,
    Continuation,
    CourseMap,
    MapItem,
    Reader,
    Reminders,
    continuation,
    course_map,
    latest_course,
    reminders,
)
from grader.scores import CourseProgress, ExerciseProgress, progress_in

register = template.Library()


@register.simple_tag
def reader(user: User | AnonymousUser, courses: Sequence[Course]) -> Reader:
    """What is known of a person in some courses; nothing of a guest."""
    return Reader.of(user, courses) if isinstance(user, User) else NOBODY


@register.simple_tag
def reader_of(user: User | AnonymousUser, course: Course, outline: tuple[UnitSteps, ...]) -> Reader:
    """What is known of a person in a course whose outline is there already; nothing of a guest."""
    return Reader.of_outline(user, course, outline) if isinstance(user, User) else NOBODY


@register.simple_tag
def map_of(outline: tuple[UnitSteps, ...], filters: Filters, known: Reader) -> CourseMap:
    """What of a course is shown, with the reader's progress."""
    return course_map(outline, filters, known)


@register.simple_tag
def practice(step: Lesson, user: User | AnonymousUser) -> list[MapItem]:
    """The exercises of a lesson's unit, with the reader's progress."""
    exercises = list(step.unit.exercises.published().in_order())
    if not isinstance(user, User):
        return [NOBODY.item(one) for one in exercises]
    course = step.unit.course
    known = Reader(read={}, progress=progress_in([course], user, exercises))
    return [known.item(one) for one in exercises]


@register.simple_tag
def continue_in(course: Course, outline: tuple[UnitSteps, ...], known: Reader) -> Continuation:
    """Where a reader left a course."""
    return continuation(course, [step for part in outline for step in part.steps], known)


@register.simple_tag
def continue_anywhere(courses: Sequence[Course], user: User, known: Reader) -> Continuation | None:
    """Where a reader left the course that they worked in last."""
    latest = latest_course(courses, user, known)
    return continuation(latest, steps_of(latest), known) if latest else None


@register.filter
def in_course(known: Reader, course: Course) -> CourseProgress | None:
    """The part of what is known of a reader that is a course's."""
    return known.progress.get(course.pk)


@register.filter
def reminders_of(known: Reader) -> Reminders:
    """What is due soon, and what is overdue."""
    return reminders(known.progress.values())


@register.filter
def overdue(found: ExerciseProgress) -> bool:
    """Whether an exercise was due and is not complete."""
    return found.is_overdue(timezone.now())


@register.filter
def due_soon(found: ExerciseProgress) -> bool:
    """Whether an exercise is due within a week and not complete."""
    return found.is_due_soon(timezone.now())


@register.simple_tag
def ring(fraction: float, label: str, text: str = "") -> SafeString:
    """Draw a share from 0 to 1 as a ring around a short text; ``label`` says it to those who do not see it."""
    value = format_html(
        '<circle class="ring-value" cx="18" cy="18" r="15.9" pathLength="100" '
        'stroke-dasharray="{} 100" transform="rotate(-90 18 18)"/>',
        f"{fraction * 100:.1f}",
    )
    return format_html(
        '<svg class="ring{}" viewBox="0 0 36 36" role="img" aria-label="{}">'
        '<circle class="ring-track" cx="18" cy="18" r="15.9"/>{}'
        '<text x="18" y="18" text-anchor="middle" dominant-baseline="central" aria-hidden="true">{}</text></svg>',
        " ring-full" if fraction >= 1 else "",
        label,
        value if fraction > 0 else "",
        text,
    )


@register.filter
def points(value: Decimal | float | None) -> str:
    """Points without needless zeros, in the reader's number format."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal("0.01"))
    return number_format(rounded.normalize() if rounded % 1 else rounded.quantize(Decimal(1)))


@register.filter
def plural(value: Decimal) -> int:
    """A whole number that takes the same plural as ``value``, which may be a part of a point."""
    return 1 if value == 1 else 2


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


@register.filter
def short(value: float | None) -> str:
    """A measured number with four digits that count."""
    return "–" if value is None else f"{value:.4g}"
