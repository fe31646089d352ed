"""Data and notebooks that a program writes are the ones in the repository."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

COURSE = Path(__file__).parents[3] / "courses" / "content" / "deep-learning-with-keras"


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, COURSE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # Where its data classes look for their own names.
    spec.loader.exec_module(module)
    return module


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_iris_files_are_what_make_iris_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_iris = program("make_iris")
    committed = contents(make_iris.FOLDER)
    monkeypatch.setattr(make_iris, "FOLDER", tmp_path)

    make_iris.main()

    written = contents(tmp_path)
    assert {name: committed.get(name) for name in written} == written
    made = {name for name in committed if name.endswith((".ipynb", ".csv"))}
    assert made == set(written)


def test_figures_are_all_drawn_by_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = program("figures")
    saved: list[str] = []
    monkeypatch.setattr(figures, "save", lambda _figure, path, ink: saved.append(path + ink.suffix))

    figures.main()

    assert sorted(saved) == sorted(str(path.relative_to(COURSE)) for path in COURSE.glob("*/figures/*.svg"))
