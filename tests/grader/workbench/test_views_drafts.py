"""How the editor's notebook looks: texts and outputs as safe HTML, and what each cell gave in a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Exercise
from grader.models import Grading
from tests.grader.cast import make_student


def notebook() -> str:
    output = nbformat.v4.new_output("display_data", data={"text/html": "<b>bold</b><script>alert(1)</script>"})
    cells = [
        nbformat.v4.new_markdown_cell("# Title\n\n$x^2$\n\n<script>alert(1)</script>"),
        nbformat.v4.new_code_cell("1 + 1", id="sum", execution_count=3, outputs=[output]),
    ]
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


@pytest.fixture
def student_client(client: Client, student: User) -> Client:
    client.force_login(student)
    return client


def draw(client: Client, exercise: Exercise, content: str) -> Any:
    address = reverse("grader:cells", args=["demo", "basics", exercise.slug])
    return client.post(address, {"file": SimpleUploadedFile("main.ipynb", content.encode())})


def test_texts_and_outputs_are_drawn_safely(student_client: Client, exercise: Exercise) -> None:
    text, code = draw(student_client, exercise, notebook()).json()["cells"]
    assert "<h1>Title</h1>" in text["text"]
    assert 'data-tex="x^2"' in text["text"]
    assert "<b>bold</b>" in code["html"]
    assert "script" not in text["text"] + code["html"]


def test_what_is_no_notebook_has_no_cells(student_client: Client, exercise: Exercise) -> None:
    assert draw(student_client, exercise, "{").json() == {"cells": []}


def test_an_outsider_draws_nothing(client: Client, exercise: Exercise, outsider: User) -> None:
    client.force_login(outsider)
    assert draw(client, exercise, notebook()).status_code == 403


def test_what_each_cell_gave_is_told_with_its_id(student_client: Client, submit: Callable[..., Grading]) -> None:
    grading = submit()
    Grading.objects.filter(pk=grading.pk).update(executed_notebook=notebook())
    _, code = student_client.get(reverse("grader:executed_cells", args=[grading.pk])).json()["cells"]
    assert (code["id"], code["count"], code["source"]) == ("sum", 3, ["1 + 1"])
    assert code["outputs"][0]["output_type"] == "display_data"
    assert "<b>bold</b>" in code["html"]


def test_somebody_elses_cells_are_not_told(
    student_client: Client, exercise: Exercise, submit: Callable[..., Grading]
) -> None:
    theirs = submit(make_student(exercise, "other@example.org"))
    Grading.objects.filter(pk=theirs.pk).update(executed_notebook=notebook())
    assert student_client.get(reverse("grader:executed_cells", args=[theirs.pk])).status_code == 404


def test_work_that_ran_as_no_notebook_has_no_cells_to_tell(
    student_client: Client, submit: Callable[..., Grading]
) -> None:
    assert student_client.get(reverse("grader:executed_cells", args=[submit().pk])).status_code == 404
