"""Writes an assignment in each tool's own form: a plain script, a Backpass exercise, an Otter autograder, nbgrader."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import indent
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.peers.assignments import Assignment, Check

COURSE = "speed"
UNIT = "speed"
ASSIGNMENT = "{name}"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
DRAWN = 'plt.savefig("curves.png", bbox_inches="tight")'
"""What a script does instead of ``plt.show()``, which draws nothing without a screen; a notebook draws its figures."""


def notebook_of(assignment: Assignment, mark: object = "") -> str:
    """Return the student's notebook; ``mark`` ends its first cell as a comment, so that no two are the same."""
    sources = list(assignment.cells)
    if mark != "":
        sources[0] += f"\n# {mark}"
    cells = [new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    return str(nbformat.writes(new_notebook(cells=cells, metadata=KERNEL)))


def script_of(assignment: Assignment) -> str:
    """Return the student's code and all tests as one script that prints ``points: n`` at its end."""
    work = "\n\n".join(assignment.cells).replace("plt.show()", DRAWN)
    checks = [
        f"def test_{check.name}():\n{indent(check.code, '    ')}\n\n\ntest_{check.name}()\npoints += 1"
        for check in assignment.checks
    ]
    return "\n\n".join([work, "points = 0", *checks, 'print("points:", points)'])


def write_course(folder: Path, assignments: tuple[Assignment, ...]) -> None:
    """Write a course of Backpass with one exercise for each assignment below ``folder``."""
    unit = folder / COURSE / UNIT
    _write_yaml(
        folder / COURSE / "course.yaml",
        {"title": _both("Speed"), "description": _both("For measurements."), "units": [UNIT]},
    )
    names = [assignment.name for assignment in assignments]
    _write_yaml(
        unit / "unit.yaml", {"title": _both("Speed"), "summary": _both("Speed."), "lessons": [], "exercises": names}
    )
    for assignment in assignments:
        _write_exercise(unit / assignment.name, assignment)


def _write_exercise(folder: Path, assignment: Assignment) -> None:
    settings: dict[str, Any] = {
        "title": _both(assignment.name),
        "points": len(assignment.checks),
        "kind": "notebook",
        "environment": assignment.environment,
        "limits": {"seconds": 60, "memory_mb": 2048},
    }
    _write_yaml(folder / "exercise.yaml", settings)
    for language in ("en", "ko"):
        _write(folder / f"prompt.{language}.md", "Measure.\n")
    for name in ("starter.ipynb", "solution.ipynb"):
        _write(folder / name, notebook_of(assignment))
    for name, content in assignment.files.items():
        _write(folder / "files" / name, content)
    tests = "\n\n\n".join(_pytest(assignment, check) for check in assignment.checks)
    _write(folder / "tests" / "test_speed.py", f"import pytest\n\n\n{tests}\n")


def _pytest(assignment: Assignment, check: Check) -> str:
    method = "function" if assignment.functions else "model"
    marks = f'@pytest.mark.title(en="{check.name}", ko="{check.name}")\n' + "@pytest.mark.hidden\n" * check.hidden
    fetched = [f'{name} = submission.{method}("{name}")' for name in check.names]
    body = "\n".join([*fetched, check.code])
    return f"{marks}def test_{check.name}(submission):\n{indent(body, '    ')}"


def write_otter(folder: Path, assignment: Assignment) -> None:
    """Write the tests, the files and the notebook from which ``otter generate`` makes an autograder."""
    for check in assignment.checks:
        test = (
            "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
            f"name = {check.name!r}\npoints = 1\n\n\n"
            f"@test_case(points=1, hidden={check.hidden})\n"
            f"def test_{check.name}({', '.join(check.names)}):\n{indent(check.code, '    ')}\n"
        )
        _write(folder / "tests" / f"{check.name}.py", test)
    for name, content in assignment.files.items():
        _write(folder / name, content)
    _write(folder / f"{assignment.name}.ipynb", notebook_of(assignment))


def write_nbgrader(folder: Path, assignment: Assignment) -> None:
    """Write the source version from which ``nbgrader generate_assignment`` makes a release.

    The student's cells are solution cells; hidden tests are marked as such, so that the release leaves them out.
    """
    cells = [_solution_cell(number, source) for number, source in enumerate(assignment.cells)]
    cells += [_grade_cell(check) for check in assignment.checks]
    source = folder / "source" / assignment.name
    _write(source / f"{assignment.name}.ipynb", nbformat.writes(new_notebook(cells=cells, metadata=KERNEL)))
    for name, content in assignment.files.items():
        _write(source / name, content)


def nbgrader_submission(release: str, assignment: Assignment, mark: object) -> str:
    """Return a release notebook with the student's work in its solution cells."""
    notebook = nbformat.reads(release, as_version=4)
    own = [cell for cell in notebook.cells if cell.metadata.nbgrader.solution]
    for cell, source in zip(own, assignment.cells, strict=True):
        cell.source = source
    own[0].source += f"\n# {mark}"
    return str(nbformat.writes(notebook))


def _solution_cell(number: int, source: str) -> Any:
    marks = {"grade": False, "solution": True, "locked": False, "schema_version": 3, "task": False}
    wrapped = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
    name = f"work_{number}"
    return new_code_cell(wrapped, id=name.replace("_", "-"), metadata={"nbgrader": {**marks, "grade_id": name}})


def _grade_cell(check: Check) -> Any:
    marks = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "task": False, "points": 1}
    # A name per test of its own would change nothing: nbgrader runs tests among the student's names.
    code = f"### BEGIN HIDDEN TESTS\n{check.code}\n### END HIDDEN TESTS" if check.hidden else check.code
    name = f"test_{check.name}"
    return new_code_cell(code, id=name.replace("_", "-"), metadata={"nbgrader": {**marks, "grade_id": name}})


def _both(text: str) -> dict[str, str]:
    return {"en": text, "ko": text}


def _write_yaml(path: Path, value: object) -> None:
    _write(path, json.dumps(value, indent=1))


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
