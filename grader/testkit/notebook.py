"""The notebook that was handed in, as a test sees it: its own cells, and the outputs that running them gave."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from grader.testkit.protocol import MAX_CELLS, MAX_IMAGES, NOTEBOOK_SUFFIX

_PYTHON_CELL_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. The source is what was handed in; ``text``, ``images`` and ``execution_count`` are as reported."""

    cell_type: str
    source: str
    text: str = ""
    images: tuple[bytes, ...] = ()
    execution_count: int | None = None


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook with its cells in order."""

    cells: tuple[Cell, ...]

    @property
    def code(self) -> tuple[Cell, ...]:
        """The code cells."""
        return tuple(cell for cell in self.cells if cell.cell_type == "code")


class HandedIn:
    """The file that was handed in, as text; it never passes through the student's process."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("main.*"))
        self.path = files[0] if files else folder / "main.py"

    @property
    def is_notebook(self) -> bool:
        """Whether a notebook was handed in."""
        return self.path.suffix == NOTEBOOK_SUFFIX

    def cells(self) -> list[Cell]:
        """Return the notebook's cells without outputs; none for a plain file or a broken notebook."""
        if not self.is_notebook:
            return []
        try:
            raw = json.loads(self.path.read_text(encoding="utf-8")).get("cells", [])
        except (ValueError, AttributeError, RecursionError):
            return []
        return [Cell(str(c.get("cell_type", "")), _source_of(c)) for c in raw[:MAX_CELLS] if isinstance(c, dict)]

    def source(self) -> str:
        """Return the Python source: of a notebook all code cells, with magics as the calls that they are."""
        if not self.is_notebook:
            return self.path.read_text(encoding="utf-8", errors="replace")
        return "\n".join(as_python(cell.source) for cell in self.cells() if cell.cell_type == "code")

    def tree(self) -> ast.Module:
        """Return the source as a syntax tree."""
        return ast.parse(self.source())


def _source_of(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def as_python(source: str) -> str:
    """Return a cell as the Python that IPython makes of it; what stands under ``%%time`` and the like as it is."""
    first, newline, rest = source.partition("\n")
    if first.startswith(_PYTHON_CELL_MAGICS):
        source = f"pass{newline}{rest}"
    return TransformerManager().transform_cell(source)


def with_outputs(cells: list[Cell], reported: Any) -> Notebook | None:
    """Join the cells with the outputs that the submission jail reports; ``None`` when those are malformed."""
    if not isinstance(reported, list) or len(reported) != len(cells):
        return None
    joined = [_with_output(cell, output) for cell, output in zip(cells, reported, strict=True)]
    return None if None in joined else Notebook(tuple(cell for cell in joined if cell is not None))


def _with_output(cell: Cell, output: Any) -> Cell | None:
    fields: dict[str, Callable[[Any], bool]] = {
        "text": lambda v: isinstance(v, str),
        "images": lambda v: isinstance(v, list) and len(v) <= MAX_IMAGES and all(isinstance(i, bytes) for i in v),
        "execution_count": lambda v: v is None or (isinstance(v, int) and not isinstance(v, bool)),
    }
    if not isinstance(output, dict) or not all(ok(output.get(name)) for name, ok in fields.items()):
        return None
    return Cell(cell.cell_type, cell.source, output["text"], tuple(output["images"]), output["execution_count"])
