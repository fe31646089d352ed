"""Python sources and notebooks in an exercise's folder: parsing them and reading what they declare."""

from __future__ import annotations

import ast
import json
import re
from threading import Lock
from typing import Any, Literal

import nbformat
from django.utils.translation import gettext as _
from IPython.core.inputtransformer2 import TransformerManager

from courses.folders.content_errors import Problem

SourceFormat = Literal["code", "notebook"]
FORMATS: dict[str, SourceFormat] = {".py": "code", ".ipynb": "notebook"}
FAILS_LINE = re.compile(r"^#\s*fails:(.*)$")
MAY_FAIL_LINE = re.compile(r"^#\s*may fail:(.*)$")
FAILS_WITHIN_LINES = 10
TEST_NAME = re.compile(r"(?:(?P<file>[\w./-]+\.py)::)?(?P<name>\w+)(?P<case>\[.*\])?$", re.DOTALL)
COMMA_OUTSIDE_BRACKETS = re.compile(r",(?![^\[]*\])")
HALF_CHARACTER = re.compile(r"\\u[dD][89A-Fa-f]")
_parser = Lock()
"""Python 3.11 counts the depth of trees for all threads together: of two that parse at once, one fails."""


def parsed_python(source: str) -> ast.Module:
    """Return the tree of a Python source; ``SyntaxError`` also for one that is nested too deeply to be parsed."""
    try:
        with _parser:
            return ast.parse(source)
    except (RecursionError, MemoryError) as error:
        raise SyntaxError(_("it is nested too deeply")) from error


def parsed_json(content: str) -> Any:
    """Return what JSON says; ``JSONDecodeError`` also for what is nested too deeply, and for halves of characters."""
    try:
        found = json.loads(content)
        if HALF_CHARACTER.search(content):
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError as error:
        raise json.JSONDecodeError(_("it is nested too deeply"), content, 0) from error
    except UnicodeEncodeError as error:
        raise json.JSONDecodeError(_("it holds half a character"), content, 0) from error
    return found


def python_problem(file: str, source: str, *, where: str = "") -> Problem | None:
    """Return the syntax error of a Python source with its line, or ``None``."""
    try:
        parsed_python(source)
    except SyntaxError as error:
        return Problem(
            file, error.lineno or 0, _("{where}is not valid Python: {reason}").format(where=where, reason=error.msg)
        )
    except ValueError as error:
        return Problem(file, 0, _("{where}is not valid Python: {reason}").format(where=where, reason=error))
    return None


def notebook_problems(file: str, content: str) -> list[Problem]:
    """Return why ``content`` is not a notebook of format 4 whose code cells are valid Python."""
    try:
        raw = parsed_json(content)
        if not isinstance(raw, dict) or raw.get("nbformat") != 4:
            return [Problem(file, 0, _("is not a notebook of format 4"))]
        nbformat.validate(raw)
    except json.JSONDecodeError as error:
        return [Problem(file, error.lineno, _("is not a notebook: {reason}").format(reason=error.msg))]
    except nbformat.ValidationError as error:
        return [Problem(file, 0, _("is not a valid notebook: {reason}").format(reason=error.message[:200]))]
    except RecursionError:
        return [Problem(file, 0, _("is not a notebook: {reason}").format(reason=_("it is nested too deeply")))]
    found = [
        python_problem(
            file, TransformerManager().transform_cell(cell), where=_("code cell {number} ").format(number=number)
        )
        for number, cell in enumerate(code_cells(raw), start=1)
    ]
    return [Problem(problem.file, 0, problem.reason) for problem in found if problem]


def code_cells(notebook: Any) -> list[str]:
    """Return the sources of a notebook's code cells, in order."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    known = [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    return [joined(cell.get("source", "")) for cell in known if cell.get("cell_type") == "code"]


def joined(source: object) -> str:
    """Return a cell's source, which a notebook stores as a text or as a list of lines; ``""`` where it is neither."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def declared_fails(source: str, written_as: SourceFormat) -> tuple[str, ...] | None:
    """Return the tests that a wrong attempt names in its ``# fails:`` line, or ``None`` without such a line."""
    return _declared(FAILS_LINE, source, written_as)


def declared_may_fail(source: str, written_as: SourceFormat) -> tuple[str, ...]:
    """Return the tests that a wrong attempt names in its ``# may fail:`` line: chance decides about them."""
    return _declared(MAY_FAIL_LINE, source, written_as) or ()


def _declared(declaration: re.Pattern[str], source: str, written_as: SourceFormat) -> tuple[str, ...] | None:
    if written_as == "notebook":
        source = next(iter(code_cells(parsed_json(source))), "")
    for line in source.splitlines()[:FAILS_WITHIN_LINES]:
        if found := declaration.match(line.strip()):
            names = COMMA_OUTSIDE_BRACKETS.split(found.group(1))
            return tuple(name.strip() for name in names if name.strip())
    return None


def function_name(test_id: str) -> str:
    """Return the bare function name of a test's id: ``test_a.py::test_x[zero]`` gives ``test_x``."""
    found = TEST_NAME.match(test_id)
    return found.group("name") if found else test_id


def without_file(test_id: str) -> str:
    """Return a test's id without the file before it: ``test_a.py::test_x[zero]`` gives ``test_x[zero]``."""
    found = TEST_NAME.match(test_id)
    return found.group("name") + (found.group("case") or "") if found else test_id


def test_functions(source: str) -> set[str]:
    """Return the names of the test functions in a test file, those in ``Test…`` classes included."""
    tree = parsed_python(source)
    bodies = [tree.body] + [
        node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name.startswith("Test")
    ]
    return {
        node.name
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
