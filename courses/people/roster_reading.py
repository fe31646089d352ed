"""Reads a roster: a table of people as spreadsheets and student information systems write it. Knows no database."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from courses.models.people import Role

MAX_BYTES = 1024 * 1024
MAX_ROWS = 2000
MAX_LINES = 5 * MAX_ROWS
"""Empty ones among them."""
MAX_COLUMNS = 100
MAX_NAME = 150
MAX_SECTION = 100
MAX_EMAIL = 254
DELIMITERS = ",;\t"
COLUMNS = {
    "email": {
        "email",
        "e-mail",
        "mail",
        "email address",
        "e-mail address",
        "이메일",
        "이메일 주소",
        "메일",
        "전자우편",
    },
    "name": {"name", "full name", "student", "student name", "이름", "성명", "학생", "학생 이름", "학생명"},
    "section": {"section", "group", "class", "분반", "반", "조"},
    "role": {"role", "역할"},
}
ROLES = {
    Role.STUDENT: {"student", "학생", "수강생"},
    Role.ASSISTANT: {"assistant", "teaching assistant", "ta", "조교"},
    Role.INSTRUCTOR: {"instructor", "teacher", "lecturer", "강사", "교수"},
    Role.OWNER: {"owner", "소유자"},
}


class RosterError(Exception):
    """A roster that cannot be read at all; its text tells the reader why and what to do."""


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One row: where it stands, counting the header as 1, what it says, and what is wrong with it."""

    number: int
    email: str = ""
    name: str = ""
    section: str = ""
    role: Role | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The rows of a roster in their order, and the header's columns that nothing is taken from."""

    rows: tuple[RosterRow, ...]
    unused: tuple[str, ...]


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 with a mark, or CP949 as Korean Excel writes it; `RosterError` for others."""
    if len(data) > MAX_BYTES:
        raise RosterError(_("The roster is larger than 1 MB. Split it into several."))
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterError(_("This is not a text file. Save the table as CSV (UTF-8) and upload that."))


def read_roster(text: str) -> Roster:
    """Return what a roster says, row by row; `RosterError` where it has no header with an e-mail column, or no end."""
    if len(text) > MAX_BYTES:
        raise RosterError(_("The roster is larger than 1 MB. Split it into several."))
    lines = _lines(text.removeprefix("\ufeff"))
    header_number, header = next(((number, line) for number, line in lines if any(line)), (1, []))
    places = _places(header)
    rows: list[RosterRow] = []
    seen: dict[str, int] = {}
    for number, line in lines:
        if number <= header_number or not any(line):
            continue
        if len(rows) == MAX_ROWS:
            raise RosterError(_("The roster has more than {count} rows. Split it into several.").format(count=MAX_ROWS))
        rows.append(_row(number, {name: line[at] if at < len(line) else "" for name, at in places.items()}, seen))
    if not rows:
        raise RosterError(_("The roster has a header and no rows."))
    used = set(places.values())
    return Roster(rows=tuple(rows), unused=tuple(cell for at, cell in enumerate(header) if cell and at not in used))


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the table's rows with their numbers, cut by the delimiter that makes the best header."""
    start = text.partition("\n")[0]
    if is_hint := start.strip().lower().startswith("sep="):  # Excel's own hint, not a row.
        text = text.partition("\n")[2]
    best = max(DELIMITERS, key=lambda delimiter: len(_known(_first(text, delimiter))))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=best)
        cut = [_cells(line) for line in islice(reader, MAX_LINES + 1)]
    except csv.Error as error:
        raise RosterError(_("The table cannot be read: {reason}.").format(reason=error)) from error
    if len(cut) > MAX_LINES:
        raise RosterError(_("The roster has more than {count} rows. Split it into several.").format(count=MAX_ROWS))
    return list(enumerate(cut, 2 if is_hint else 1))


def _first(text: str, delimiter: str) -> list[str]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return next((_cells(line) for line in reader if any(line)), [])
    except csv.Error:
        return []


def _cells(line: list[str]) -> list[str]:
    if len(line) > MAX_COLUMNS and any(line[MAX_COLUMNS:]):
        raise RosterError(_("The roster has more than {count} columns.").format(count=MAX_COLUMNS))
    return [_tidy(cell) for cell in line[:MAX_COLUMNS]]


def _tidy(cell: str) -> str:
    """Return a cell without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())


def _known(header: Sequence[str]) -> dict[str, int]:
    """Return where the columns stand that have a known name; of several, the first."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        for column, names in COLUMNS.items():
            if cell.lower() in names:
                found.setdefault(column, at)
    return found


def _places(header: Sequence[str]) -> dict[str, int]:
    places = _known(header)
    if "email" not in places:
        raise RosterError(
            _("The first row must name the columns, one of them “email” or “이메일”. It says: {header}").format(
                header=", ".join(header)[:200] or "–"
            )
        )
    return places


def _row(number: int, cells: dict[str, str], seen: dict[str, int]) -> RosterRow:
    email = cells["email"].lower()
    role = _role(cells.get("role", ""))
    row = RosterRow(number=number, email=email, name=cells.get("name", ""), section=cells.get("section", ""), role=role)
    problem = next(_problems(row, cells.get("role", ""), seen), "")
    if not problem:
        seen[email] = number
    return RosterRow(
        number=number,
        email=email[:MAX_EMAIL],
        name=row.name[:MAX_NAME],
        section=row.section[:MAX_SECTION],
        role=role,
        problem=problem,
    )


def _problems(row: RosterRow, role: str, seen: dict[str, int]) -> Iterator[str]:
    if not row.email:
        yield _("There is no e-mail address.")
    elif not _is_address(row.email):
        yield _("“{email}” is not an e-mail address.").format(email=row.email[:100])
    elif row.email in seen:
        yield _("The same address stands in row {number} already.").format(number=seen[row.email])
    if role and row.role is None:
        yield _("“{role}” is not a role. Roles are student, assistant, instructor and owner.").format(role=role[:50])
    if len(row.name) > MAX_NAME:
        yield _("The name is longer than {count} characters.").format(count=MAX_NAME)
    if len(row.section) > MAX_SECTION:
        yield _("The section's name is longer than {count} characters.").format(count=MAX_SECTION)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_EMAIL


def _role(cell: str) -> Role | None:
    return next((role for role, names in ROLES.items() if cell.lower() in names), None)
