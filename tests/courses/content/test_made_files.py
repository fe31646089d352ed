"""Data and notebooks are what programs make, byte for byte, and every figure has a function that draws it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

COURSE = Path(__file__).parents[3] / "courses" / "content" / "deep-learning-with-keras"
WITH_FILES = sorted(path.parent.name for path in COURSE.glob("*/make_files.py"))
WITH_FIGURES = sorted({path.parent.name for path in COURSE.glob("*/figures")})


@pytest.fixture
def units(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The course's own module that imports its units' programs; the course's folder is on the path as when it runs."""
    monkeypatch.syspath_prepend(COURSE)
    before = set(sys.modules)
    yield importlib.import_module("units")
    for name in set(sys.modules) - before:
        if str(COURSE) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.parametrize("unit", WITH_FILES)
def test_files_are_what_the_program_writes(unit: str, units: ModuleType, tmp_path: Path) -> None:
    [(folder, program)] = units.of_units("make_files.py", [unit])

    program.write(tmp_path)

    written = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in written}
    assert committed == written
    notebooks = {str(path.relative_to(folder)) for path in folder.rglob("*.ipynb")}
    assert notebooks <= set(written)


@pytest.mark.parametrize("unit", WITH_FIGURES)
def test_figures_are_all_drawn_by_the_program(unit: str, units: ModuleType) -> None:
    [(folder, program)] = units.of_units("figures.py", [unit])

    names = [figure.__name__ for figure in program.FIGURES]
    drawn = sorted(f"{name}{suffix}" for name in names for suffix in (".svg", ".dark.svg"))
    assert drawn == sorted(path.name for path in (folder / "figures").iterdir())
