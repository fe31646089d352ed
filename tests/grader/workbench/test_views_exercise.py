"""The exercise page: what it shows, and taking work in with and without scripts."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Exercise, ExerciseVersion
from grader.models import Format, Grading, Run, State, Submission
from grader.workbench.drafts import save_draft
from grader.workbench.handing_in import hand_in_submission, start_run
from grader.workbench.opening import starter_in
from tests.courses.examples import EXERCISE_YAML, SOLUTION, STARTER, exercise_files
from tests.grader.cast import RememberingBroker, make_student

WORK = "def double(x):\n    return x + x\n"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _broker(broker: RememberingBroker) -> None:
    """Nothing here may reach a real broker."""


@pytest.fixture
def student_client(client: Client, student: User) -> Client:
    client.force_login(student)
    return client


def address(name: str, exercise: Exercise, *more: str) -> str:
    return reverse(f"grader:{name}", args=["demo", "basics", exercise.slug, *more])


def upload(content: bytes, name: str = "main.py") -> dict[str, object]:
    return {"format": "notebook" if name.endswith(".ipynb") else "code", "file": SimpleUploadedFile(name, content)}


def test_a_guest_is_sent_to_sign_in(client: Client, exercise: Exercise) -> None:
    response = client.get(exercise.get_absolute_url())
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_someone_who_has_not_joined_is_sent_to_the_course(client: Client, exercise: Exercise, outsider: User) -> None:
    client.force_login(outsider)
    response = client.get(exercise.get_absolute_url(), follow=True)
    assert response.redirect_chain[0][0] == exercise.unit.course.get_absolute_url()
    assert "Join the course" in response.content.decode()


def test_the_page_shows_prompt_limits_and_starter(student_client: Client, exercise: Exercise) -> None:
    page = student_client.get(exercise.get_absolute_url()).content.decode()
    assert "Write <code>double(x)</code>." in page
    assert "at most 10 s and 512 MB" in page
    assert STARTER in page


def test_the_page_never_shows_solution_or_tests(student_client: Client, exercise: Exercise) -> None:
    page = student_client.get(exercise.get_absolute_url()).content.decode()
    assert SOLUTION not in page
    assert "test_any" not in page


def test_the_editor_starts_with_the_last_work(student_client: Client, exercise: Exercise, student: User) -> None:
    hand_in_submission(exercise, student, Format.CODE, "x = 1")
    start_run(exercise, student, Format.CODE, "x = 'latest'")
    assert "x = &#x27;latest&#x27;</textarea>" in student_client.get(exercise.get_absolute_url()).content.decode()


def test_an_earlier_attempt_can_be_continued(student_client: Client, exercise: Exercise, student: User) -> None:
    earlier = hand_in_submission(exercise, student, Format.CODE, "x = 'earlier'")
    hand_in_submission(exercise, student, Format.CODE, "x = 'later'")
    page = student_client.get(exercise.get_absolute_url(), {"from": earlier.pk}).content.decode()
    assert "x = &#x27;earlier&#x27;</textarea>" in page


def test_somebody_elses_attempt_cannot_be_continued(student_client: Client, exercise: Exercise) -> None:
    other = make_student(exercise, "other@example.org")
    theirs = hand_in_submission(exercise, other, Format.CODE, "x = 'secret'")
    assert student_client.get(exercise.get_absolute_url(), {"from": theirs.pk}).status_code == 404


def test_submitting_with_scripts_gives_the_live_result(student_client: Client, exercise: Exercise) -> None:
    response = student_client.post(address("submit", exercise), upload(WORK.encode()), headers=JSON)
    assert response.status_code == 201
    grading = Grading.objects.get()
    assert grading.work.content == WORK
    assert response.json()["id"] == grading.pk
    assert f'data-events="/gradings/{grading.pk}/events/"' in response.json()["html"]


def test_submitting_without_scripts_leads_to_the_gradings_page(student_client: Client, exercise: Exercise) -> None:
    typed = {"format": "code", "content": WORK.replace("\n", "\r\n")}
    response = student_client.post(address("submit", exercise), typed)
    assert response.headers["Location"] == Grading.objects.get().get_absolute_url()
    assert Submission.objects.get().content == WORK


def test_running_is_no_submission(student_client: Client, exercise: Exercise) -> None:
    student_client.post(address("run", exercise), upload(WORK.encode()), headers=JSON)
    assert Run.objects.count() == 1
    assert not Submission.objects.exists()
    assert "Nothing submitted yet." in student_client.get(address("attempts", exercise)).content.decode()


@pytest.mark.parametrize(
    ("content", "code", "korean"),
    [
        (b"", "empty", "아직 작성한 코드가 없습니다."),
        (STARTER.encode(), "unchanged", "시작 코드와 같습니다."),
        (b"\xff\xfe\x00binary", "not_utf8", "UTF-8 텍스트 파일이 아닙니다."),
        (b"x = 1 #" + b"x" * 20 * 2**20, "too_large", "파일이 10 MB보다 큽니다."),
    ],
    ids=["empty", "unchanged", "binary", "20 MB"],
)
def test_bad_work_is_turned_down_in_the_readers_language(
    student_client: Client, exercise: Exercise, content: bytes, code: str, korean: str
) -> None:
    headers = {**JSON, "Accept-Language": "ko"}
    response = student_client.post(address("submit", exercise), upload(content), headers=headers)
    assert response.status_code == 422
    assert response.json()["code"] == code
    assert response.json()["message"].startswith(korean)
    assert not Grading.objects.exists()


def ran(exercise: Exercise, student: User, state: State, score: int) -> None:
    """Run the work, with an end of the run."""
    grading = start_run(exercise, student, Format.CODE, WORK)
    Grading.objects.filter(pk=grading.pk).update(state=state, score=score, max_score=4)


@pytest.mark.parametrize(("state", "score"), [(State.GRADED, 3), (State.FAILED, 0)])
def test_work_whose_run_failed_is_submitted_when_its_student_is_sure(
    student_client: Client, exercise: Exercise, student: User, state: State, score: int
) -> None:
    ran(exercise, student, state, score)
    doubted = student_client.post(address("submit", exercise), upload(WORK.encode()) | {"careful": "1"}, headers=JSON)
    assert doubted.status_code == 409
    assert "did not pass all public tests" in doubted.json()["warning"]
    assert not Submission.objects.exists()
    sure = student_client.post(address("submit", exercise), upload(WORK.encode()), headers=JSON)
    assert sure.status_code == 201


def test_other_work_than_the_failed_runs_is_not_doubted(
    student_client: Client, exercise: Exercise, student: User
) -> None:
    ran(exercise, student, State.FAILED, 0)
    changed = upload(WORK.encode() + b"# better") | {"careful": "1"}
    assert student_client.post(address("submit", exercise), changed, headers=JSON).status_code == 201


def test_only_the_last_run_of_the_same_work_counts(student_client: Client, exercise: Exercise, student: User) -> None:
    ran(exercise, student, State.FAILED, 0)
    ran(exercise, student, State.GRADED, 4)
    same = upload(WORK.encode()) | {"careful": "1"}
    assert student_client.post(address("submit", exercise), same, headers=JSON).status_code == 201


def test_an_exercise_of_either_format_opens_both(student_client: Client, exercise: Exercise, student: User) -> None:
    files = exercise_files(**{"exercise.yaml": EXERCISE_YAML.replace(b"kind: code", b"kind: either")})
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()
    save_draft(exercise, student, Format.CODE, "x = 'code'", 0)
    response = student_client.get(exercise.get_absolute_url())
    opened = response.context["settings"]["opened"]
    assert response.context["mode"] == "code"
    assert opened["code"]["content"] == "x = 'code'"
    assert json.loads(opened["notebook"]["content"])["cells"][0]["source"] == STARTER.strip().splitlines(keepends=True)


def test_the_starter_as_a_notebook_is_the_starter_still(student_client: Client, exercise: Exercise) -> None:
    files = exercise_files(**{"exercise.yaml": EXERCISE_YAML.replace(b"kind: code", b"kind: either")})
    folder = read_exercise(files)
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=folder.content_hash, archive=pack(files)
    )
    exercise.save()
    work = upload(starter_in(folder, "notebook").encode(), "main.ipynb")
    response = student_client.post(address("submit", exercise), work, headers=JSON)
    assert response.json()["code"] == "unchanged"


def test_a_notebook_for_a_code_exercise_is_turned_down(student_client: Client, exercise: Exercise) -> None:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    work = upload(json.dumps(notebook).encode(), "main.ipynb")
    response = student_client.post(address("submit", exercise), work, headers=JSON)
    assert response.json()["code"] == "wrong_format"


def test_what_was_typed_is_kept_when_it_is_turned_down(student_client: Client, exercise: Exercise) -> None:
    response = student_client.post(address("submit", exercise), {"format": "code", "content": STARTER})
    page = response.content.decode()
    assert response.status_code == 422
    assert "This is still the starter." in page
    assert STARTER in page


def test_an_outsider_can_neither_run_nor_submit(client: Client, exercise: Exercise, outsider: User) -> None:
    client.force_login(outsider)
    assert client.post(address("submit", exercise), upload(WORK.encode())).status_code == 403
    assert client.post(address("run", exercise), upload(WORK.encode())).status_code == 403
    assert not Grading.objects.exists()


def test_handing_in_needs_a_token(student: User, exercise: Exercise) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(student)
    assert strict.post(address("submit", exercise), upload(WORK.encode())).status_code == 403
    assert not Grading.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("double.py", STARTER.encode()), ("numbers.csv", b"1,2,3\n")])
def test_starter_and_public_files_can_be_taken_home(
    student_client: Client, exercise: Exercise, name: str, content: bytes
) -> None:
    response = student_client.get(address("download", exercise, name))
    assert response.content == content
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("name", ["solution.py", "tests/test_double.py", "../solution.py"])
def test_nothing_else_can_be_taken_home(student_client: Client, exercise: Exercise, name: str) -> None:
    assert student_client.get(address("download", exercise, name)).status_code == 404


def test_an_exercise_that_is_no_longer_offered_is_not_found(student_client: Client, exercise: Exercise) -> None:
    Exercise.objects.update(current=None)
    assert student_client.get(exercise.get_absolute_url()).status_code == 404


def test_the_number_of_an_attempt_may_be_anything(student_client: Client, exercise: Exercise) -> None:
    assert student_client.get(f"{exercise.get_absolute_url()}?from={'9' * 5000}").status_code == 404
