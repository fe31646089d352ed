"""The gradebook as CSV: what opens right in spreadsheets, Hangul included, and starts no formula there."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice

from django.utils.translation import gettext as _

from courses.models import Exercise
from grader.gradebook.book import Gradebook, Person, Row

CHUNK = 100
"""Students in one piece of the answer."""
BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""
STARTS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""The wide ones, too, which spreadsheets in East Asian languages take for the narrow ones."""
NUMBER = re.compile(r"-?\d+(\.\d+)?")
HUNDREDTH = Decimal("0.01")


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that could be begins with an apostrophe.

    A number, negative ones too, stays as it is.
    """
    begins = text.startswith(STARTS_FORMULA) or text.lstrip().startswith(STARTS_FORMULA)
    return f"'{text}" if begins and not NUMBER.fullmatch(text) else text


def heading(gradebook: Gradebook, *, with_marks: bool) -> str:
    """Return the first line, with the mark that it begins with."""
    marks = _("marks")
    cells = [_("Name"), _("E-mail"), _("Section")]
    for exercise in gradebook.shown:
        title = f"{exercise.unit}: {exercise} ({_plain(exercise.points)})"
        cells += [title, f"{title}: {marks}"] if with_marks else [title]
    cells += [_("Total"), _("of"), "%"]
    return BYTE_ORDER_MARK + _lines([[defused(cell) for cell in cells]])


def chunk(gradebook: Gradebook, people: list[Person], *, with_marks: bool) -> str:
    """Return the lines of some students, in one query."""
    return _lines(_cells(row, gradebook.shown, with_marks=with_marks) for row in gradebook.rows(people))


def chunks(people: Iterable[Person]) -> Iterator[list[Person]]:
    """Return the students in the pieces in which they are sent."""
    rest = iter(people)
    while part := list(islice(rest, CHUNK)):
        yield part


def _cells(row: Row, exercises: tuple[Exercise, ...], *, with_marks: bool) -> list[str]:
    person = row.person
    cells = [defused(person.shown_name), defused(person.email), defused(person.section)]
    for exercise in exercises:
        cell = row.cells.get(exercise.pk)
        cells.append(_plain(cell.score) if cell and cell.score is not None else "")
        if with_marks:
            late, override = cell is not None and cell.is_late, cell is not None and cell.is_override
            words = [_("late")] * late + [_("set by hand")] * override
            cells.append(" ".join(words))
    return [*cells, _plain(row.total.earned), _plain(row.total.possible), _plain(row.total.share * 100)]


def _plain(value: Decimal) -> str:
    """A number as every spreadsheet reads it, without needless zeros."""
    text = f"{value.quantize(HUNDREDTH):f}"
    return text.rstrip("0").rstrip(".")


def _lines(rows: Iterable[list[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
