"""What differs between two pieces of a student's work: line by line, and notebooks cell by cell on their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from courses.sources import joined
from grader.errors import RejectedWork
from grader.models import Format
from grader.notebooks import parsed_notebook

CONTEXT = 3
"""Unchanged lines that are shown around a change."""
MAX_LINES = 3000
"""Of one piece; the comparison takes a time that can grow with the square of their number."""
MAX_LINE = 1000
"""Characters of a line that are shown."""
MAX_CELLS = 300

Kind = Literal["same", "changed", "skipped"]
CellKind = Literal["same", "changed", "added", "removed"]


@dataclass(frozen=True)
class Line:
    """A line and its number, from 1."""

    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Hunk:
    """Lines that belong together: the same on both sides, changed, or skipped because nothing in them changed."""

    kind: Kind
    left: tuple[Line, ...] = ()
    right: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """How many lines stand on the right, which for equal ones is how many there are."""
        return len(self.right)


@dataclass(frozen=True, kw_only=True)
class CellDifference:
    """One cell, or the whole of a piece of code. Numbers count all cells from 1, on each side where it stands."""

    kind: CellKind
    cell_type: str
    left_number: int | None
    right_number: int | None
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that differs between two pieces of work, and whether they were too long to be compared whole."""

    cells: tuple[CellDifference, ...]
    is_cut: bool
    is_notebook: bool

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return all(cell.kind == "same" for cell in self.cells)


@dataclass(frozen=True)
class _Cell:
    kind: str
    lines: tuple[str, ...]


def difference(left: tuple[str, str], right: tuple[str, str]) -> Difference:
    """Compare two pieces of work, each a format and its content."""
    before, after = _cells(*left), _cells(*right)
    size = max(sum(len(cell.lines) for cell in cells) for cells in (before, after))
    is_cut = size > MAX_LINES or max(len(before), len(after)) > MAX_CELLS
    return Difference(
        cells=tuple(_compared(_cut(before), _cut(after))),
        is_cut=is_cut,
        is_notebook=Format.NOTEBOOK in (left[0], right[0]),
    )


def line_hunks(left: Sequence[str], right: Sequence[str]) -> tuple[Hunk, ...]:
    """Compare lines; runs of unchanged ones are cut to those around a change."""
    hunks: list[Hunk] = []
    for tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
        before, after = _lines(left, i, j), _lines(right, k, m)
        if tag == "equal":
            hunks += _folded(before, after, is_first=k == 0, is_last=m == len(right))
        else:
            hunks.append(Hunk(kind="changed", left=before, right=after))
    return tuple(hunks)


def _folded(left: tuple[Line, ...], right: tuple[Line, ...], *, is_first: bool, is_last: bool) -> Iterator[Hunk]:
    head = 0 if is_first else CONTEXT
    tail = 0 if is_last else CONTEXT
    end = len(right) - tail
    if end - head <= 1:
        yield Hunk(kind="same", left=left, right=right)
        return
    if head:
        yield Hunk(kind="same", left=left[:head], right=right[:head])
    yield Hunk(kind="skipped", left=left[head:end], right=right[head:end])
    if tail:
        yield Hunk(kind="same", left=left[end:], right=right[end:])


def _lines(lines: Sequence[str], start: int, end: int) -> tuple[Line, ...]:
    return tuple(Line(number, lines[number - 1][:MAX_LINE]) for number in range(start + 1, end + 1))


def _cells(written_as: str, content: str) -> list[_Cell]:
    if written_as != Format.NOTEBOOK:
        return [_Cell("code", tuple(content.splitlines()))]
    try:
        cells = parsed_notebook(content)["cells"]
    except RejectedWork:
        # A draft may be anything; what is no notebook is compared as the text that it is.
        return [_Cell("raw", tuple(content.splitlines()))]
    return [_Cell(str(cell["cell_type"]), tuple(joined(cell["source"]).splitlines())) for cell in cells]


def _cut(cells: list[_Cell]) -> list[_Cell]:
    left, kept = MAX_LINES, []
    for cell in cells[:MAX_CELLS]:
        kept.append(_Cell(cell.kind, cell.lines[:left]))
        left = max(left - len(cell.lines), 0)
    return kept


def _compared(before: list[_Cell], after: list[_Cell]) -> Iterator[CellDifference]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = zip_longest(range(i, j), range(k, m))
        for left, right in pairs:
            old, new = None if left is None else before[left], None if right is None else after[right]
            yield CellDifference(
                kind=_kind(tag, old, new),
                cell_type=(new or old or _Cell("code", ())).kind,
                left_number=None if left is None else left + 1,
                right_number=None if right is None else right + 1,
                hunks=() if tag == "equal" else line_hunks(old.lines if old else (), new.lines if new else ()),
            )


def _kind(tag: str, old: _Cell | None, new: _Cell | None) -> CellKind:
    if tag == "equal":
        return "same"
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
