"""Write an exercise's notebooks from their cells, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import nbformat

Cells = tuple[str, ...]


def with_header(header: str, cells: Cells) -> Cells:
    """Return ``cells`` with lines before the first, such as ``# fails: test_x``, which verify reads there."""
    return (header.rstrip("\n") + "\n" + cells[0].lstrip("\n"), *cells[1:])


def changed(cells: Cells, *changes: tuple[str, str]) -> Cells:
    """Return ``cells`` with every (old, new) replaced; each old text must occur."""
    for old, new in changes:
        if not any(old in cell for cell in cells):
            raise ValueError(f"nothing to replace: {old}")
        cells = tuple(cell.replace(old, new) for cell in cells)
    return cells


def write_notebooks(
    folder: Path,
    introduction: Mapping[str, str] | str,
    starter: Cells,
    solution: Cells,
    alternatives: Mapping[str, Cells],
    wrong: Mapping[str, tuple[str, str, Cells]],
) -> None:
    """Write all notebooks of an exercise; ``wrong`` holds the tests that fail, why, and the cells.

    ``introduction`` is the text above the starter and above the solution, or one for both.
    """
    texts = dict.fromkeys(("starter", "solution"), introduction) if isinstance(introduction, str) else introduction
    write_notebook(folder / "starter.ipynb", texts["starter"], starter)
    write_notebook(folder / "solution.ipynb", texts["solution"], solution)
    for name, cells in alternatives.items():
        write_notebook(folder / "alternatives" / f"{name}.ipynb", f"## {name}", cells)
    for name, (fails, why, cells) in wrong.items():
        marked = with_header(f"# fails: {fails}\n# {why}", cells)
        write_notebook(folder / "wrong" / f"{name}.ipynb", f"## {name}", marked)


def write_notebook(path: Path, introduction: str, cells: Cells) -> None:
    """Write a notebook of format 4.5 with one Markdown cell and the code ``cells``; ids count from ``cell-1``."""
    texts = [("markdown", introduction), *(("code", cell) for cell in cells)]
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for number, (kind, text) in enumerate(texts, start=1):
        new_cell = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        notebook.cells.append(new_cell(dedent(text).strip("\n"), id=f"cell-{number}"))
    nbformat.validate(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path, version=4)
