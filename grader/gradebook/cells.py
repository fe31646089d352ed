"""The cells of a gradebook's line as HTML: thousands on a page, so they are written here and not by a template each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses.models import Course, Exercise
from courses.templatetags.site import icon
from grader.gradebook.book import Cell, Row
from grader.templatetags.progress import points

MARKS = (
    ("is_override", "pencil-fill"),
    ("is_late", "clock"),
    ("is_under_way", "hourglass-split"),
    ("has_problem", "exclamation-triangle-fill"),
)
"""What a cell may be marked with, and the icon; `mark_names` has the words."""
CELL_ID = "cell-{student}-{exercise}"


def mark_names() -> dict[str, str]:
    """Return what each mark says."""
    return {
        "is_override": _("set by hand"),
        "is_late": _("late"),
        "is_under_way": _("being judged"),
        "has_problem": _("problem of ours"),
    }


class CellWriter:
    """Writes cells in the reader's language; one for a page, since it remembers what is written often."""

    def __init__(self, course: Course) -> None:
        self.base = reverse("grader:gradebook", args=[course.slug])
        self.points: Callable[[Decimal], str] = cache(lambda score: str(escape(points(score))))
        self.marks: Callable[[tuple[bool, ...]], str] = cache(_marks)
        self.missing, self.nothing = _("missing"), _("nothing handed in")
        self.unscored = _("no score")

    def row(self, row: Row, exercises: tuple[Exercise, ...]) -> SafeString:
        """Return a line's cells."""
        parts = [self.cell(row.person.pk, one, row.cells.get(one.pk), one.pk in row.missing) for one in exercises]
        return mark_safe("".join(parts))  # noqa: S308  # Made of numbers and escaped texts.

    def cell(self, student: int, exercise: Exercise, cell: Cell | None, is_missing: bool = False) -> str:
        """Return one cell: the score, its marks, and both in words for those who do not see them."""
        address = f"{self.base}{student}/{exercise.pk}/"
        name = CELL_ID.format(student=student, exercise=exercise.pk)
        state, text = self._score(exercise, cell, is_missing)
        marks = self.marks(cell[1:5]) if cell else ""
        return f'<td id="{name}" class="gb-cell {state}"><a href="{address}">{text}{marks}</a></td>'

    def _score(self, exercise: Exercise, cell: Cell | None, is_missing: bool) -> tuple[str, str]:
        if cell is None or cell.score is None:
            words = self.unscored if cell and cell.attempts else self.missing if is_missing else self.nothing
            state = "is-missing" if is_missing else "is-none"
            return state, f'<span aria-hidden="true">–</span><span class="visually-hidden">{escape(words)}</span>'
        share = cell.score / exercise.points if exercise.points else Decimal(1)
        return "is-full" if share >= 1 else "is-part" if share > 0 else "is-zero", self.points(cell.score)


def _marks(flags: tuple[bool, ...]) -> str:
    by_name = dict(zip(("is_late", "is_override", "is_under_way", "has_problem"), flags, strict=True))
    words = mark_names()
    return "".join(
        f'<span class="gb-mark gb-{name.replace("_", "-")}">{icon(sign)}'
        f'<span class="visually-hidden">, {escape(words[name])}</span></span>'
        for name, sign in MARKS
        if by_name[name]
    )
