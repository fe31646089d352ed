"""Checks of an uploaded notebook, before anything runs it."""

from __future__ import annotations

import json
from typing import Any

import nbformat
from nbformat.validator import get_validator

from courses.folders.sources import joined
from grader import messages
from grader.errors import RejectedWork
from grader.judging.reports import storable

FORMAT = 4
MAX_DEPTH = 60
"""Of lists and objects within each other. Jupyter's own stay below 20; what walks through them calls itself."""
MAX_REASON_LENGTH = 200
MAX_EXPLAINED = 20_000
"""Characters of a part of a notebook of which it is said in detail what is wrong."""


def parsed_notebook(content: str) -> dict[str, Any]:
    """Return a notebook's JSON; `RejectedWork` says why it is none, too old, too new, damaged or not Python's."""
    notebook = _parsed_json(content)
    if not isinstance(notebook, dict) or not ("nbformat" in notebook or "worksheets" in notebook):
        raise RejectedWork("not_a_notebook", messages.NOT_NOTEBOOK)
    _check_format(notebook)
    _check_schema(notebook)
    _check_language(notebook)
    return notebook


def looks_like_a_notebook(content: str) -> bool:
    """Whether a text is the JSON of a notebook."""
    return content.lstrip().startswith("{") and '"nbformat"' in content and '"cells"' in content


def cell_sources(notebook: dict[str, Any]) -> list[tuple[str, str]]:
    """Return type and source of each cell that is not blank, without trailing white space."""
    cells = [(str(cell["cell_type"]), stripped(joined(cell["source"]))) for cell in notebook["cells"]]
    return [(kind, source) for kind, source in cells if source]


def stripped(source: str) -> str:
    """Return a source without trailing white space and blank lines at its ends."""
    return "\n".join(line.rstrip() for line in source.splitlines()).strip("\n")


def _parsed_json(content: str) -> Any:
    try:
        found = json.loads(content)
        _check_depth(found)
        return found
    except json.JSONDecodeError as error:
        ends_early = content.lstrip().startswith("{") and '"' in content and _is_cut(content, error)
        code, message = (
            ("truncated_notebook", messages.TRUNCATED_NOTEBOOK)
            if ends_early
            else ("not_a_notebook", messages.NOT_NOTEBOOK)
        )
        raise RejectedWork(code, message) from error
    except (ValueError, RecursionError) as error:
        # A number with thousands of digits, or brackets without end.
        raise RejectedWork("not_a_notebook", messages.NOT_NOTEBOOK) from error


def _check_depth(found: Any) -> None:
    """Raise ``RecursionError`` for what goes deeper than ``MAX_DEPTH``, level by level and not by calling itself."""
    level = [found]
    for _depth in range(MAX_DEPTH):
        inner = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, dict | list))
        level = [value for values in inner for value in values if isinstance(value, dict | list)]
        if not level:
            return
    raise RecursionError


def _is_cut(content: str, error: json.JSONDecodeError) -> bool:
    """Whether the parser met the end of the text where more had to come."""
    return error.msg.startswith("Unterminated string") or not content[error.pos :].strip(" \t\r\n-tfn")


def _check_format(notebook: dict[str, Any]) -> None:
    major, minor = notebook.get("nbformat", 3), notebook.get("nbformat_minor", 0)
    if not isinstance(major, int) or not isinstance(minor, int):
        raise RejectedWork("not_a_notebook", messages.NOT_NOTEBOOK)
    if major < FORMAT:
        raise RejectedWork("old_notebook", messages.old_notebook(major))
    if (major, minor) > (FORMAT, nbformat.v4.nbformat_minor):
        known = f"{FORMAT}.{nbformat.v4.nbformat_minor}"
        raise RejectedWork("new_notebook", messages.new_notebook(f"{major}.{minor}", known))


def _check_schema(notebook: dict[str, Any]) -> None:
    try:
        damage = _damage(_without_ids(notebook))
    except Exception as error:
        # The validator itself stumbles over some cells, as over one whose type is no text.
        raise RejectedWork("not_a_notebook", messages.NOT_NOTEBOOK) from error
    if damage:
        reason, cell = damage
        raise RejectedWork(
            "damaged_notebook", messages.invalid_notebook(storable(reason[:MAX_REASON_LENGTH])), cell=cell
        )


def _damage(notebook: dict[str, Any]) -> tuple[str, int | None] | None:
    """Return what breaks nbformat's schema and the number of the cell, or ``None``."""
    try:
        _validator(notebook["nbformat_minor"]).validate(notebook)
    except nbformat.ValidationError as error:
        cell = _cell(error)
        return _reason(notebook, error, cell), cell
    return None


def _validator(minor: int) -> Any:
    found = get_validator(FORMAT, minor, relax_add_props=True)
    if found is None:
        raise nbformat.ValidationError(f"there is no format {FORMAT}.{minor}")
    return found


def _reason(notebook: dict[str, Any], error: Any, cell: int | None) -> str:
    """Return what is wrong in the words of nbformat's `validate`, which would take minutes for a large part."""
    small = {**notebook, "cells": [] if cell is None else notebook["cells"][cell - 1 : cell]}
    if len(json.dumps(small)) <= MAX_EXPLAINED:
        try:
            nbformat.validate(small, relax_add_props=True)
        except nbformat.ValidationError as better:
            return str(better.message)
    return str(error.message)


def _without_ids(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a copy in format 4.4: tools forget the ids that 4.5 demands, and grading does not need them."""
    cells = notebook.get("cells")
    if isinstance(cells, list):
        cells = [
            {name: value for name, value in cell.items() if name != "id"} if isinstance(cell, dict) else cell
            for cell in cells
        ]
    minor = min(notebook.get("nbformat_minor", 0), 4)
    return {**notebook, "cells": cells, "nbformat_minor": minor, "metadata": notebook.get("metadata", {})}


def _cell(error: Any) -> int | None:
    """Return the number of the cell that an error is about, from 1."""
    path = list(error.schema_path)
    return int(path[2]) + 1 if len(path) > 2 and path[1] == "cells" else None


def _check_language(notebook: dict[str, Any]) -> None:
    metadata = notebook.get("metadata") or {}
    kernel, info = metadata.get("kernelspec") or {}, metadata.get("language_info") or {}
    language = str(info.get("name") or kernel.get("language") or "python")
    if language.lower() not in ("python", "ipython", "python3"):
        raise RejectedWork("wrong_language", messages.wrong_language(storable(language[:40])))
