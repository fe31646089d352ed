"""Known-wrong attempts as an author adds them: with the tests that each must fail written into its first lines."""

from __future__ import annotations

import json
import re
from typing import Any

import nbformat

from courses.folders.sources import (
    FAILS_LINE,
    FAILS_WITHIN_LINES,
    SourceFormat,
    code_cells,
    declared_fails,
    joined,
    parsed_json,
    test_functions,
)
from courses.models import Course, WorkingFile

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def names_of_tests(course: Course, folder: str, besides: str = "") -> list[str]:
    """Return the names of all test functions of an exercise in a folder, but for those in the file ``besides``.

    Those of broken files are left out.
    """
    files = WorkingFile.objects.filter(course=course, path__startswith=f"{folder}/tests/", path__endswith=".py")
    names: set[str] = set()
    for path, content in files.exclude(path=f"{folder}/{besides}").values_list("path", "content"):
        if path.rpartition("/")[2].startswith("test_"):
            names |= _names_in(bytes(content))
    return sorted(names)


def _names_in(content: bytes) -> set[str]:
    try:
        return test_functions(content.decode())
    except (SyntaxError, ValueError):
        return set()


def named_fails(content: bytes, written_as: SourceFormat) -> tuple[str, ...]:
    """Return the tests that an attempt names, none for one that cannot be read."""
    try:
        return declared_fails(content.decode(), written_as) or ()
    except (ValueError, AttributeError):
        return ()


def with_fails(source: str, written_as: SourceFormat, names: list[str]) -> str:
    """Return an attempt that names the tests which it must fail; ``ValueError`` for a notebook that is none."""
    line = f"# fails: {', '.join(names)}"
    if written_as == "code":
        return _with_line(source, line)
    raw = _notebook(source)
    cells = raw["cells"]
    first = next((cell for cell in cells if cell.get("cell_type") == "code"), None)
    if first is None:
        first = dict(nbformat.v4.new_code_cell())
        cells.insert(0, first)
    first["source"] = _with_line(joined(first.get("source", "")), line)
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def as_notebook(source: str) -> str:
    """Return Python code as a notebook of one cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source.strip())])
    return str(nbformat.writes(notebook)) + "\n"


def as_code(notebook: str) -> str:
    """Return the code cells of a notebook, one below the other; ``ValueError`` for what is none."""
    return "\n\n".join(cell.strip() for cell in code_cells(_notebook(notebook))) + "\n"


def _notebook(source: str) -> dict[str, Any]:
    """Return a notebook whose cells are dictionaries; ``ValueError`` for what is none."""
    raw = parsed_json(source)
    cells = raw.get("cells") if isinstance(raw, dict) else None
    if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells):
        return dict(raw)
    raise ValueError("not a notebook")


def _with_line(source: str, line: str) -> str:
    lines = source.splitlines()
    for index, text in enumerate(lines[:FAILS_WITHIN_LINES]):
        if FAILS_LINE.match(text.strip()):
            lines[index] = line
            break
    else:
        lines.insert(0, line)
    return "\n".join(lines) + "\n"
