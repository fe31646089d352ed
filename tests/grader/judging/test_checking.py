"""Which work is taken in."""

from __future__ import annotations

import json
import time
from typing import Any

import nbformat
import pytest

from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from grader.errors import RejectedWork
from grader.judging.checking import MAX_UPLOAD_BYTES, check_work, decode_upload
from tests.courses.examples import EXERCISE_YAML, STARTER, exercise_files

CODE = read_exercise(exercise_files())


def notebook(*sources: str, **changes: Any) -> str:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return json.dumps({**nbformat.v4.new_notebook(cells=cells), **changes})


def notebook_folder() -> ExerciseFolder:
    starter = notebook("# your code", "")
    return read_exercise(
        exercise_files(
            **{
                "exercise.yaml": EXERCISE_YAML.replace(b"kind: code", b"kind: notebook"),
                "starter.py": None,
                "solution.py": None,
                "starter.ipynb": starter.encode(),
                "solution.ipynb": notebook("x = 1").encode(),
            }
        )
    )


NOTEBOOK = notebook_folder()


def reason(folder: ExerciseFolder, written_as: str, content: str) -> RejectedWork:
    with pytest.raises(RejectedWork) as rejected:
        check_work(folder, written_as, content)
    assert set(rejected.value.message) == {"en", "ko"}
    return rejected.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        (STARTER, "unchanged"),
        (STARTER.replace("\n", "  \r\n") + "\n\n", "unchanged"),
        ("x = '\0'", "not_utf8"),
        ("x = '\ud800'", "not_utf8"),
        ("#" * (MAX_UPLOAD_BYTES + 1), "too_large"),
        ("#" + "가" * (MAX_UPLOAD_BYTES // 3 + 1), "too_large"),
        (notebook("x = 1"), "wrong_format"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_code_that_is_not_taken_in(content: str, code: str) -> None:
    assert reason(CODE, "code", content).code == code


@pytest.mark.parametrize("content", ["x = 1", "def double(x:", "{'a': 1}"])
def test_code_that_is_taken_in_even_with_a_syntax_error(content: str) -> None:
    check_work(CODE, "code", content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("hello", "not_a_notebook"),
        ("[1, 2]", "not_a_notebook"),
        ('{"a": 1}', "not_a_notebook"),
        ('{"a" 1}', "not_a_notebook"),
        ("[" * 100_000, "not_a_notebook"),
        ('{"nbformat": 4, "cells": [' + "9" * 5_000 + "]}", "not_a_notebook"),
        (notebook("x = 1")[:-30], "truncated_notebook"),
        (notebook("x = 1")[:-1], "truncated_notebook"),
        (notebook("x = 1").partition("outputs")[0], "truncated_notebook"),
        ('{"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": []}', "old_notebook"),
        ('{"worksheets": []}', "old_notebook"),
        (notebook("x = 1", nbformat=5), "new_notebook"),
        (notebook("x = 1", nbformat_minor=99), "new_notebook"),
        (notebook("x = 1", nbformat="4"), "not_a_notebook"),
        (notebook("x = 1", cells=[{"cell_type": "code"}]), "damaged_notebook"),
        (notebook("x = 1", cells={}), "damaged_notebook"),
        (notebook("x = 1", cells=[{"cell_type": {}, "source": ""}]), "not_a_notebook"),
        (notebook("x = 1", nbformat_minor=-1), "damaged_notebook"),
        (notebook("x = 1", metadata=[]), "damaged_notebook"),
        (
            notebook("x = 1", metadata={"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}),
            "wrong_language",
        ),
        (notebook(), "empty"),
        (notebook("", " \n"), "empty"),
        (notebook("# your code"), "unchanged"),
        ("", "empty"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_notebooks_that_are_not_taken_in(content: str, code: str) -> None:
    assert reason(NOTEBOOK, "notebook", content).code == code


def test_what_a_rejection_quotes_can_be_sent() -> None:
    content = notebook("x = 1", metadata={"language_info": {"name": "\ud800"}})
    assert reason(NOTEBOOK, "notebook", content).message["en"].encode()


def test_an_executed_but_unchanged_starter_is_unchanged() -> None:
    ran = json.loads(NOTEBOOK.starter)
    ran["cells"][0] |= {"execution_count": 3, "outputs": [nbformat.v4.new_output("stream", text="hello")]}
    assert reason(NOTEBOOK, "notebook", json.dumps(ran)).code == "unchanged"


def test_a_damaged_cell_is_named() -> None:
    cells = [nbformat.v4.new_code_cell("x = 1"), {"cell_type": "code", "source": 3}]
    assert reason(NOTEBOOK, "notebook", notebook(cells=cells)).cell == 2


@pytest.mark.parametrize(
    "damaged",
    [
        {"cell_type": "code", "source": "x", "metadata": {}, "execution_count": None, "outputs": [{}] * 100_000},
        {"cell_type": "markdown", "source": ["x"] * 200_000 + [5], "metadata": {}},
    ],
    ids=["outputs", "lines"],
)
def test_a_large_damaged_notebook_is_turned_down_at_once(damaged: dict[str, Any]) -> None:
    content = notebook(cells=[nbformat.v4.new_code_cell("x = 1"), damaged])
    began = time.monotonic()
    rejection = reason(NOTEBOOK, "notebook", content)
    assert (rejection.code, rejection.cell) == ("damaged_notebook", 2)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "changes",
    [{}, {"nbformat_minor": 2}, {"metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}}],
)
def test_a_notebook_is_taken_in(changes: dict[str, Any]) -> None:
    check_work(NOTEBOOK, "notebook", notebook("x = 1", **changes))


def test_a_notebook_whose_cells_lost_their_ids_is_taken_in() -> None:
    content = json.loads(notebook("x = 1"))
    del content["cells"][0]["id"]
    check_work(NOTEBOOK, "notebook", json.dumps(content))


def test_code_is_not_taken_where_a_notebook_is_asked_for() -> None:
    assert reason(NOTEBOOK, "code", "x = 1").code == "wrong_format"


def test_a_notebook_is_not_taken_where_code_is_asked_for() -> None:
    assert reason(CODE, "notebook", notebook("x = 1")).code == "wrong_format"


@pytest.mark.parametrize(
    ("upload", "code"),
    [(b"\xff\xfe", "not_utf8"), (b"\x7fELF\0", "not_utf8"), (b" " * (MAX_UPLOAD_BYTES + 1), "too_large")],
    ids=["bytes", "binary", "large"],
)
def test_uploads_that_are_no_text_of_ours(upload: bytes, code: str) -> None:
    with pytest.raises(RejectedWork) as rejected:
        decode_upload(upload)
    assert rejected.value.code == code


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode_upload("\ufeffx = '가'".encode()) == "x = '가'"
