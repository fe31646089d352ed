"""What differs between two pieces of a student's work: line by line, and notebooks cell by cell on their sources."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, TypeVar

from courses.folders.sources import joined
from grader.judging.reports import storable
from grader.models import Format

CONTEXT = 3
"""Unchanged lines that are shown around a change."""
MAX_LINES = 3000
"""Of one piece."""
MAX_STEPS = 2_000_000
"""Of one comparison, which takes a time that can grow with the cube of the number of lines: about 0.4 s."""
MAX_LINE = 1000
"""Characters of a line that are shown."""
MAX_CELLS = 300

Kind = Literal["same", "changed", "skipped"]
CellKind = Literal["same", "changed", "added", "removed"]
Part = TypeVar("Part", bound=Hashable)


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


def difference(left: tuple[str, str], right: tuple[str, str], budget: Budget | None = None) -> Difference:
    """Compare two pieces of work, each a format and its content; several comparisons may share a budget."""
    before, after, budget = _cells(*left), _cells(*right), budget or Budget()
    size = max(sum(len(cell.lines) for cell in cells) for cells in (before, after))
    is_cut = size > MAX_LINES or max(len(before), len(after)) > MAX_CELLS
    return Difference(
        cells=tuple(_compared(_cut(before), _cut(after), budget)),
        is_cut=is_cut,
        is_notebook=Format.NOTEBOOK in (left[0], right[0]),
    )


@dataclass
class Budget:
    """How many steps a comparison may still take."""

    steps: int = MAX_STEPS


class BoundedMatcher(SequenceMatcher[Part]):
    """Looks for what is equal as long as there is a budget; what is left then counts as changed."""

    a: Sequence[Part]
    b2j: dict[Part, list[int]]

    def __init__(self, left: Sequence[Part], right: Sequence[Part], budget: Budget, *, autojunk: bool = True) -> None:
        super().__init__(None, left, right, autojunk)
        self._budget = budget

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Find what the base class does, or nothing once the budget is spent."""
        end = len(self.a) if ahi is None else ahi
        self._budget.steps -= sum(1 + len(self.b2j.get(self.a[index], ())) for index in range(alo, end))
        if self._budget.steps < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def line_hunks(left: Sequence[str], right: Sequence[str], budget: Budget | None = None) -> tuple[Hunk, ...]:
    """Compare lines; runs of unchanged ones are cut to those around a change."""
    hunks: list[Hunk] = []
    for tag, i, j, k, m in BoundedMatcher(left, right, budget or Budget()).get_opcodes():
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
    cells = _notebook_cells(content)
    if cells is None:
        # A draft may be anything; what is no notebook is compared as the text that it is.
        return [_Cell("raw", tuple(content.splitlines()))]
    return [_Cell(str(cell.get("cell_type")), tuple(_source(cell).splitlines())) for cell in cells]


def _notebook_cells(content: str) -> list[dict[str, Any]] | None:
    """Return a notebook's cells as they are: to check all of a large one takes minutes."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return cells if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells) else None


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source")
    parts = source if isinstance(source, list) else [source]
    return storable(joined([part for part in parts if isinstance(part, str)]))


def _cut(cells: list[_Cell]) -> list[_Cell]:
    left, kept = MAX_LINES, []
    for cell in cells[:MAX_CELLS]:
        kept.append(_Cell(cell.kind, cell.lines[:left]))
        left = max(left - len(cell.lines), 0)
    return kept


def _compared(before: list[_Cell], after: list[_Cell], budget: Budget) -> Iterator[CellDifference]:
    for tag, i, j, k, m in BoundedMatcher(before, after, budget, autojunk=False).get_opcodes():
        pairs = zip_longest(range(i, j), range(k, m))
        for left, right in pairs:
            old, new = None if left is None else before[left], None if right is None else after[right]
            yield CellDifference(
                kind=_kind(tag, old, new),
                cell_type=(new or old or _Cell("code", ())).kind,
                left_number=None if left is None else left + 1,
                right_number=None if right is None else right + 1,
                hunks=() if tag == "equal" else line_hunks(old.lines if old else (), new.lines if new else (), budget),
            )


def _kind(tag: str, old: _Cell | None, new: _Cell | None) -> CellKind:
    if tag == "equal":
        return "same"
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
