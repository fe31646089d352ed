"""Mutants of a solution: the same program with one small change, which a hidden test should notice."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst

from courses.folders.exercise_folder import ExerciseFolder, Source
from courses.folders.exercise_settings import MutantChange
from courses.folders.sources import joined, parsed_python
from grader.proving import network_changes, python_changes
from grader.proving.trees import code_of, parsed, places


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A changed solution. ``before`` and ``after`` are the lines that differ, without indentation.

    ``line`` counts from 1, in a notebook from the start of code cell ``cell``, which counts from 1, too.
    """

    change: str
    line: int
    cell: int | None = None
    before: str
    after: str
    diff: str
    source: Source
    occurrence: int = 1

    @property
    def key(self) -> str:
        """What the mutant is known by as long as its lines stay the same: 12 hexadecimal digits."""
        parts = "\0".join((self.before, self.after, str(self.occurrence)))
        return hashlib.sha256(parts.encode()).hexdigest()[:12]

    @property
    def place(self) -> str:
        """Where in the solution the change is, in words."""
        return f"line {self.line}" if self.cell is None else f"line {self.line} of code cell {self.cell}"

    def is_marked(self, change: MutantChange) -> bool:
        """Whether the author's mark of an equivalent change is about this mutant."""
        is_there = change.line in {None, self.line} and change.cell in {None, self.cell}
        return is_there and _lines(change.before) == _lines(self.before) and _lines(change.after) == _lines(self.after)


def mutants_of(folder: ExerciseFolder) -> tuple[Mutant, ...]:
    """Return all mutants of an exercise's solution, in the order of its lines, none twice."""
    solution = folder.solution
    found = _of_notebook(solution) if solution.format == "notebook" else _of_code(solution)
    seen: set[str] = {solution.content}
    counted: Counter[tuple[str, str]] = Counter()
    mutants = []
    for mutant in found:
        if mutant.source.content in seen:
            continue
        seen.add(mutant.source.content)
        counted[mutant.before, mutant.after] += 1
        mutants.append(replace(mutant, occurrence=counted[mutant.before, mutant.after]))
    return tuple(mutants)


def _of_code(source: Source) -> Iterator[Mutant]:
    for change, code in changed_codes(source.content):
        yield _mutant(source, change, source.content, code, code)


def _of_notebook(source: Source) -> Iterator[Mutant]:
    notebook = json.loads(source.content)
    code_cells = [at for at, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"]
    for number, place in enumerate(code_cells, start=1):
        text = joined(notebook["cells"][place]["source"])
        for change, code in changed_codes(text):
            cells = [{**one, "source": code} if at == place else one for at, one in enumerate(notebook["cells"])]
            content = json.dumps({**notebook, "cells": cells}, ensure_ascii=False)
            yield replace(_mutant(source, change, text, code, content), cell=number)


def changed_codes(code: str) -> Iterator[tuple[str, str]]:
    """Yield (name of the change, changed code) for every change of Python ``code`` that is valid Python again."""
    module = parsed(code)
    if module is None:
        return
    for place in places(module):
        for changes in (network_changes, python_changes):
            for name, new in changes.changed(place):
                mutated = _replaced(module, place.node, new)
                if _is_python(mutated.code):
                    yield name, code_of(mutated)


def _replaced(module: cst.Module, old: cst.CSTNode, new: cst.CSTNode) -> cst.Module:
    """Return the module with one node replaced, in parentheses where the old one's place may ask for them."""
    if isinstance(new, cst.BinaryOperation | cst.UnaryOperation | cst.IfExp | cst.BooleanOperation | cst.Comparison):
        if isinstance(old, cst.BaseExpression) and not new.lpar:
            new = new.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        if isinstance(old, type(new)) and not getattr(old, "lpar", ()):
            new = new.with_changes(lpar=[], rpar=[])
    changed = module.deep_replace(old, new)
    if not isinstance(changed, cst.Module):
        raise TypeError("a module stays a module")
    return changed


def _is_python(code: str) -> bool:
    try:
        parsed_python(code)
    except (SyntaxError, ValueError):
        return False
    return True


def _mutant(source: Source, change: str, before: str, after: str, content: str) -> Mutant:
    old, new = before.splitlines(), after.splitlines()
    removed, added, line = [], [], 0
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            line = line or start + 1
            removed += old[start:end]
            added += new[new_start:new_end]
    diff = "\n".join(list(difflib.unified_diff(old, new, lineterm="", n=2))[2:])
    return Mutant(
        change=change,
        line=line,
        before=_stripped(removed),
        after=_stripped(added),
        diff=diff,
        source=replace(source, content=content),
    )


def _stripped(lines: list[str]) -> str:
    return "\n".join(line.strip() for line in lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
