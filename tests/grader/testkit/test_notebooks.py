"""Notebooks: cells, outputs, magics, and the executed notebook."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.grader.testkit.conftest import Grade

MakeNotebook = Callable[..., dict[str, Any]]
CELLS = (
    "#md # A title",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nx = 1\nprint('printed')",
    "def f(n):\n    return n + x\nf(2)",
    "plt.plot([1, 2, 3])\nplt.show()",
    "!true\ny = f(3)",
)


def test_a_notebook_is_run_and_asked_like_a_program(grade: Grade, make_notebook: MakeNotebook) -> None:
    tests = """
    def test_values(submission): assert submission.value("y") == 4 and submission.function("f")(5) == 6
    def test_output(submission): assert "printed" in submission.output
    """
    assert set(grade(make_notebook(*CELLS), tests).outcomes.values()) == {"passed"}


def test_cells_with_their_outputs(grade: Grade, make_notebook: MakeNotebook) -> None:
    tests = """
    def test_x(submission):
        cells = submission.notebook.cells
        assert [cell.cell_type for cell in cells] == ["markdown"] + ["code"] * 4
        assert cells[0].source == " # A title"
        assert cells[1].text == "printed\\n"
        assert cells[2].text == "3"
        assert cells[2].execution_count == 2
        assert cells[3].images[0].startswith(b"\\x89PNG")
        assert len(submission.notebook.code) == 4
    """
    graded = grade(make_notebook(*CELLS), tests)
    assert graded.outcomes == {"test_x": "passed"}, graded.said


def test_the_executed_notebook_is_sent(grade: Grade, make_notebook: MakeNotebook) -> None:
    graded = grade(make_notebook(*CELLS), "def test_x(): pass")
    (event,) = graded.of("notebook")
    assert json.loads(event["content"])["cells"][2]["execution_count"] == 2


def test_the_source_leaves_magics_out(grade: Grade, make_notebook: MakeNotebook) -> None:
    tests = """
    import ast
    def test_x(submission):
        assert "title" not in submission.source
        assert "%" not in submission.source and "!" not in submission.source
        assert any(isinstance(n, ast.FunctionDef) and n.name == "f" for n in ast.walk(submission.tree))
    """
    assert grade(make_notebook(*CELLS), tests).outcomes == {"test_x": "passed"}


def test_a_cell_that_fails_is_named(grade: Grade, make_notebook: MakeNotebook) -> None:
    graded = grade(make_notebook("#md text", "x = 1", "y = 2\nz = x / 0"), "def test_x(): pass")
    assert graded.finished["status"] == "failed"
    assert (graded.finished["cell"], graded.finished["line"]) == (3, 2)
    assert "ZeroDivisionError in cell 3, line 2" in graded.finished["message"]["en"]
    assert graded.outcomes == {"test_x": "not_run"}
    assert len(graded.of("notebook")) == 1


def test_an_endless_cell_is_stopped(grade: Grade, make_notebook: MakeNotebook) -> None:
    graded = grade(make_notebook("x = 1", "while True: pass"), "def test_x(): pass", seconds=3)
    assert graded.finished["status"] == "failed"
    assert "still running when the 3 s for it were up in cell 2" in graded.finished["message"]["en"]


def test_what_is_no_notebook(grade: Grade) -> None:
    graded = grade({"cells": "none"}, "def test_x(): pass")
    assert graded.finished["status"] == "failed"
    assert "not a notebook" in graded.finished["message"]["en"]


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("!ls\nfiles = !ls\nprint?\ny = 7 % 2\nif y:\n    %who\n    y = 3", ["y = 7 % 2", "y = 3"]),
        ('name = ("%s"\n% 3)', ["name = '%s' % 3"]),
        ('text = """\n%matplotlib\n"""', ["text = '\\n%matplotlib\\n'"]),
        ("%%bash\necho hi", []),
        ("%%time\nx = 1", ["x = 1"]),
        (">>> x = 1", ["x = 1"]),
    ],
)
def test_magics_leave_the_python_around_them(cell: str, python: list[str]) -> None:
    from grader.testkit.notebook import as_python

    nodes = ast.walk(ast.parse(as_python(cell)))
    statements = [ast.unparse(node) for node in nodes if isinstance(node, ast.Assign)]
    assert [statement for statement in statements if "get_ipython" not in statement] == python
