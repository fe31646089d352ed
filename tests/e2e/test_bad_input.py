"""Work that cannot be judged, through the browser: a clear message in place, and nothing typed is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visitor import CONTENT, MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

CODE_EXERCISE = "activations/activation-functions"
NOTEBOOK_EXERCISE = "keras/iris-classifier"
NOTEBOOK = (CONTENT / NOTEBOOK_EXERCISE / "solution.ipynb").read_text()


def test_a_syntax_error_is_marked_in_the_editor(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("import numpy as np\ndef relu(x):\n    return x +\n")

    student.press("Submit")

    student.result("failed")
    expect(page.locator(".cm-marked-line")).to_have_text("    return x +")
    expect(page.locator("#result .notice")).to_contain_text("line 3")


def test_the_unchanged_starter_is_turned_down_in_place(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)

    student.press("Submit")

    expect(page.locator("#rejection")).to_contain_text("This is still the starter.")
    expect(page.locator("#result .result")).to_have_count(0)


def test_an_endless_loop_can_be_canceled(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("while True:\n    pass\n")
    student.press("Run")
    status = page.locator('[data-part="status"]')
    expect(status).to_contain_text("Running your code…", timeout=MILLISECONDS_TO_GRADE)

    page.get_by_role("button", name="Cancel").click()

    student.result("canceled")


def test_an_exception_shows_only_the_students_own_traceback(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("def helper():\n    return {}['weights']\n\nhelper()\n")

    student.press("Run")

    student.result("failed")
    shown = page.locator("#result pre.block")
    expect(shown).to_contain_text("KeyError: 'weights'")
    expect(shown).to_contain_text("line 2")
    expect(shown).not_to_contain_text("site-packages")
    expect(page.locator(".cm-marked-line")).to_have_count(1)


def test_a_long_word_in_an_error_stays_in_its_box(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("raise ValueError('compile_loss/' * 40)\n")

    student.press("Run")

    student.result("failed")
    box = page.locator("#result .notice-bad").first
    expect(box).to_contain_text("compile_loss/compile_loss/")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_a_draft_survives_a_reload(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("my_unfinished_work = 1\n")

    page.reload()

    expect(page.locator(".cm-content")).to_contain_text("my_unfinished_work = 1")
    expect(page.locator("#draft-note")).to_be_visible()


def test_a_lost_connection_loses_nothing(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("my_unfinished_work = 2\n")
    page.context.set_offline(True)

    student.press("Submit")

    expect(page.locator("#rejection")).to_contain_text("It could not be sent.")
    expect(page.locator(".cm-content")).to_contain_text("my_unfinished_work = 2")
    page.context.set_offline(False)


def test_being_signed_out_loses_nothing(student: Visitor, page: Page) -> None:
    student.open_exercise(CODE_EXERCISE)
    student.write("my_unfinished_work = 3\n")
    page.context.clear_cookies(name="sessionid")

    student.press("Submit")

    expect(page.locator("#rejection")).to_contain_text("You are signed out.")
    expect(page.locator(".cm-content")).to_contain_text("my_unfinished_work = 3")


def test_a_binary_file_is_not_opened(student: Visitor, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "main.py"
    file.write_bytes(b"\x80\x02\xff\xfe")
    student.open_exercise(CODE_EXERCISE)

    page.locator("#open-file").set_input_files(file)

    expect(page.locator("#rejection")).to_contain_text("not a text file in UTF-8")
    expect(page.locator(".cm-content")).to_contain_text("def relu(x):")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("just some text", "not a Jupyter notebook"),
        (NOTEBOOK[: len(NOTEBOOK) // 2], "ends in the middle"),
        (json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}), "too old"),
        (json.dumps({"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}), "the newest that we know"),
    ],
    ids=["text", "truncated", "format 3", "format 9"],
)
def test_a_bad_notebook_is_turned_down_in_place(
    student: Visitor, page: Page, tmp_path: Path, content: str, message: str
) -> None:
    file = tmp_path / "work.ipynb"
    file.write_text(content)
    student.open_exercise(NOTEBOOK_EXERCISE)

    page.locator("#notebook-file").set_input_files(file)
    student.press("Submit")

    expect(page.locator("#rejection")).to_contain_text(message)


def test_a_notebook_of_20_mb_is_turned_down_before_it_is_sent(student: Visitor, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "large.ipynb"
    file.write_bytes(b" " * 20 * 2**20)
    student.open_exercise(NOTEBOOK_EXERCISE)
    expect(page.get_by_text("at most 10 MB")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    page.locator("#notebook-file").set_input_files(file)

    expect(page.locator("#rejection")).to_contain_text("larger than 10 MB")
    assert "POST" not in sent


def test_a_notebook_that_fails_names_its_cell(student: Visitor, page: Page, tmp_path: Path) -> None:
    notebook = json.loads(NOTEBOOK)
    notebook["cells"].insert(2, {**notebook["cells"][1], "id": "broken", "source": "1 / 0", "outputs": []})
    file = tmp_path / "work.ipynb"
    file.write_text(json.dumps(notebook))
    student.open_exercise(NOTEBOOK_EXERCISE)

    page.locator("#notebook-file").set_input_files(file)
    student.press("Run")

    student.result("failed")
    expect(page.locator("#result .notice")).to_contain_text("cell 3")
    expect(page.locator("#result pre.block")).to_contain_text("ZeroDivisionError")
