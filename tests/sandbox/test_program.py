"""Running a program: what it defines, and what a student reads when it fails."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sandbox import Client, Event, Job, Program, program
from sandbox.program_error import MAX_TRACEBACK_CHARACTERS, ProgramError, cut
from tests.sandbox.conftest import RunCode

LOADER = """
import json, pathlib, sys
from sandbox.program import load
from sandbox.program_error import ProgramError
try:
    loaded = load(pathlib.Path(sys.argv[1]).absolute())
    notebook = loaded.notebook
    found = {"names": {k: repr(v) for k, v in loaded.namespace.items() if not k.startswith("_")}}
except ProgramError as error:
    notebook = getattr(error, "notebook", None)
    found = {name: getattr(error, name) for name in ("kind", "type", "message", "traceback", "line", "cell")}
if notebook is not None:
    found["outputs"] = [cell.get("outputs", []) for cell in notebook.cells]
print("\\n@@" + json.dumps(found))
"""


@pytest.fixture
def load(tmp_path: Path, repository_root: Path):
    """Load a source text or a notebook in a process of its own; return what was found as a dict."""

    def run(content: str | nbformat.NotebookNode):
        if isinstance(content, str):
            path = tmp_path / "main.py"
            path.write_text(content)
        else:
            path = tmp_path / "main.ipynb"
            nbformat.write(content, path)
        result = subprocess.run(
            [sys.executable, "-c", LOADER, path.name],
            cwd=tmp_path,
            env={"PYTHONPATH": str(repository_root), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(result.stdout.rpartition("@@")[2])

    return run


def test_a_file_leaves_its_names(load):
    found = load("x = 1\nif __name__ == '__main__':\n    y = 2\n")

    assert found["names"] == {"x": "1", "y": "2"}


def test_an_exception_shows_the_students_frames_only(load):
    found = load("def root(x):\n    return 1 / x\n\nroot(0)\n")

    assert (found["kind"], found["type"], found["line"]) == ("exception", "ZeroDivisionError", 2)
    assert found["traceback"].startswith('Traceback (most recent call last):\n  File "main.py", line 4, in <module>')
    assert "sandbox" not in found["traceback"]


def test_a_syntax_error_names_its_line(load):
    found = load("x = 1\ny = (\n")

    assert (found["kind"], found["line"], found["message"]) == ("syntax", 2, "'(' was never closed")


def test_leaving_is_an_exit(load):
    assert load("import sys\nsys.exit(3)")["kind"] == "exit"


def test_input_explains_itself(load):
    assert "Put the value into your code" in load("name = input('Name? ')")["message"]


def test_an_exception_that_cannot_be_shown_is_survived(load):
    found = load("class Bad(Exception):\n    def __str__(self): raise RuntimeError\nraise Bad")

    assert (found["type"], found["message"]) == ("Bad", "(its message cannot be shown)")


def test_what_is_told_of_an_exception_can_be_sent(load):
    found = load("class \ud55c(Exception): pass\nraise \ud55c(chr(0xD800))")

    assert (found["type"], found["message"]) == ("\ud55c", "?")
    assert found["traceback"].encode().endswith("\ud55c: ?\n".encode())


def test_an_endless_chain_of_errors_is_cut(load):
    found = load("def f(): f()\nf()")

    assert found["type"] == "RecursionError"
    assert len(found["traceback"]) <= MAX_TRACEBACK_CHARACTERS


def test_source_that_is_not_utf8_is_a_syntax_error(tmp_path: Path):
    path = tmp_path / "main.py"
    path.write_bytes(b"x = '\xff'\n")

    with pytest.raises(ProgramError) as caught:
        program._run_file(path, type(sys)("__main__"))

    assert caught.value.kind == "syntax"


def test_a_notebook_keeps_what_each_cell_showed(load):
    cells = [
        new_markdown_cell("# Title"),
        new_code_cell("print('one')\n1 + 1"),
        new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);"),
        new_code_cell("%time x = 3"),
        new_code_cell("from IPython.display import HTML\nHTML('<b>bold</b>')"),
    ]

    outputs = load(new_notebook(cells=cells))["outputs"]

    assert [[output["output_type"] for output in cell] for cell in outputs] == [
        [],
        ["stream", "execute_result"],
        ["display_data"],
        ["stream"],
        ["execute_result"],
    ]
    assert outputs[1][1]["data"] == {"text/plain": "2"}
    assert "image/png" in outputs[2][0]["data"]
    assert outputs[4][0]["data"]["text/html"] == "<b>bold</b>"


def test_a_failing_cell_is_named_and_later_ones_do_not_run(load):
    cells = [
        new_markdown_cell("text"),
        new_code_cell("x = 1"),
        new_code_cell("y = 1\nx.missing"),
        new_code_cell("z = 1"),
    ]

    found = load(new_notebook(cells=cells))

    assert (found["type"], found["cell"], found["line"]) == ("AttributeError", 3, 2)
    assert [output["output_type"] for output in found["outputs"][2]] == ["error"]
    assert found["outputs"][3] == []


def test_a_syntax_error_in_a_cell_is_named(load):
    found = load(new_notebook(cells=[new_code_cell("x = 1"), new_code_cell("y = (")]))

    assert (found["kind"], found["cell"], found["line"]) == ("syntax", 2, 1)


def test_what_is_no_notebook_says_so(tmp_path: Path, load):
    path = tmp_path / "main.ipynb"
    path.write_text('{"cells": [')

    from sandbox.notebook import read_notebook

    with pytest.raises(ProgramError) as caught:
        read_notebook(path)
    assert caught.value.kind == "notebook"


def test_the_middle_of_long_text_is_cut():
    text = cut("a" * 100 + "b" * 100, 50)

    assert len(text) <= 50
    assert text.startswith("a")
    assert text.endswith("b")


def test_a_figure_is_kept_in_a_jail_of_the_warm_server_too(sandbox_socket: Path):
    notebook = new_notebook(cells=[new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")])
    files = {"main.ipynb": nbformat.writes(notebook).encode()}
    alone = Program(entry="sandbox.alone:main", files=files, arguments={"main": "main.ipynb"})
    events: list[Event] = []

    Client(sandbox_socket).run(Job(id="figure", environment="numpy", submission=alone), events.append)

    (executed,) = [json.loads(event.data["content"]) for event in events if event.kind == "notebook"]
    assert "image/png" in executed["cells"][0]["outputs"][0]["data"]


def test_showing_a_figure_in_a_plain_file_prints_nothing(run_code: RunCode) -> None:
    source = (
        "import matplotlib as m, matplotlib.pyplot as p\nprint(m.get_backend(), p.get_fignums())\np.plot([1]); p.show()"
    )
    assert run_code(source).printed == "agg []\n"
