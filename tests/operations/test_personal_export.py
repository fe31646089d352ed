"""A person's data as a file: all of it, in files that open by themselves, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from courses.audit import record
from courses.models import Action, LessonReading, Role
from grader.models import Draft, Extension, Format, Grading, HintOpening, Run, TestResult
from operations.personal.export import write_export
from tests.config.permission_world import World, make_grading
from tests.courses.examples import exercise_files


def exported(person: User) -> dict[str, str]:
    """Return the files of somebody's export as texts."""
    target = io.BytesIO()
    write_export(person, target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def files(world: World, old_attempt: Grading, make_run: Callable[..., Run], people: dict[str, User]) -> dict[str, str]:
    """The export of a student with something of each kind."""
    student, instructor, exercise = people[Role.STUDENT], people[Role.INSTRUCTOR], world.exercise
    make_run(content="x = 'my run'")
    Draft.objects.create(exercise=exercise, student=student, format=Format.CODE, content="x = 'my draft'")
    HintOpening.objects.create(exercise=exercise, student=student, number=1)
    LessonReading.objects.create(user=student, lesson=exercise.unit.lessons.get())
    Extension.objects.create(exercise=exercise, student=student, due_at=timezone.now(), reason="was ill")
    record(world.course, instructor, Action.EXTENSION, "double: me", after="later", person=student)
    record(world.course, instructor, Action.POLICY, "somebody else's business")
    other = make_grading(exercise, people["stranger"])
    Grading.objects.filter(pk=other.pk).update(output="the stranger's output")
    return exported(student)


def read(files: dict[str, str], name: str) -> Any:
    return json.loads(files[name])


def test_the_account_is_in_it_without_the_password(files: dict[str, str], student: User) -> None:
    account = read(files, "account.json")

    assert (account["email"], account["name"]) == (student.email, student.name)
    assert student.password not in "".join(files.values())


def test_courses_scores_and_learning_are_in_it(files: dict[str, str]) -> None:
    assert [(one["address"], one["role"]) for one in read(files, "courses.json")] == [("demo", "student")]
    scores = read(files, "scores.json")
    assert [(one["where"], one["score"]) for one in scores["scores"]] == [("demo/basics/double", "5.00")]
    assert [one["reason"] for one in scores["extensions"]] == ["was ill"]
    learning = read(files, "learning.json")
    assert [one["where"] for one in learning["lessons_read"]] == ["demo/basics/losses"]
    assert [one["number"] for one in learning["hints_opened"]] == [1]


def test_each_submission_has_its_work_and_its_results(files: dict[str, str]) -> None:
    mine = sorted(name for name in files if name.startswith("submissions/demo/basics/double/"))
    endings = sorted(name.partition("-result")[2] or name.rpartition(".")[2] for name in mine)

    results = [read(files, name)["results"][0] for name in mine if name.endswith(".json")]

    assert endings.count("ipynb") == endings.count("json") == endings.count("1-output.txt") == 2
    assert endings.count("1-executed.ipynb") == endings.count("1-figure1.bin") == 2
    assert sorted((one["state"], one["score"]) for one in results) == [("graded", "1.00"), ("graded", "5.00")]
    assert results[0]["tests"][0]["outcome"] == "partial"


def test_runs_and_drafts_are_in_it(files: dict[str, str]) -> None:
    texts = {name: text for name, text in files.items() if name.startswith(("runs/", "drafts/"))}

    assert texts["drafts/demo/basics/double.py"] == "x = 'my draft'"
    assert "x = 'my run'" in texts.values()


def test_changes_about_the_person_are_in_it_without_who_made_them(
    files: dict[str, str], people: dict[str, User]
) -> None:
    changes = read(files, "audit.json")

    assert [(one["action"], one["subject"]) for one in changes] == [("extension", "double: me")]
    assert people[Role.INSTRUCTOR].email not in "".join(files.values())


def test_nothing_of_others_and_no_hidden_test_is_in_it(files: dict[str, str]) -> None:
    everything = "".join(files.values())
    hidden = [text.decode() for path, text in exercise_files().items() if path.startswith(("tests/", "solution"))]

    assert "the stranger's output" not in everything
    assert "somebody else's business" not in everything
    assert all(text.strip() not in everything for text in hidden if text.strip())


def test_of_a_hidden_test_there_is_what_its_page_shows(world: World, student: User) -> None:
    TestResult.objects.filter(grading=world.grading).update(hidden=True, message={"en": "A number is off."})

    files = exported(student)

    told = next(json.loads(text) for name, text in files.items() if name.startswith("submissions/") and "json" in name)
    assert told["results"][0]["tests"][0]["message"] == {"en": "A number is off."}


def test_a_trial_of_a_regrade_is_not_in_it(world: World, student: User) -> None:
    Grading.objects.update(counts=False)

    told = [
        json.loads(text)
        for name, text in exported(student).items()
        if name.startswith("submissions/") and "json" in name
    ]

    assert [one["results"] for one in told] == [[]]


def test_somebody_without_any_work_gets_the_account(people: dict[str, User]) -> None:
    files = exported(people["stranger"])

    assert read(files, "courses.json") == []
    assert "계정" in files["README.txt"]


def test_the_command_writes_a_file_for_its_owner_alone(world: World, student: User, tmp_path: Path) -> None:
    path = tmp_path / "data.zip"

    call_command("export_person", student.email, str(path), verbosity=0)

    assert zipfile.is_zipfile(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_person", student.email, str(path))
