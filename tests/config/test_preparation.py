"""What an embedded site brings up to date before it serves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from config import preparation
from courses.models import Course, Unit
from grader.models import Score, Submission
from tests.grader.cast import TITLE, make_exercise, make_student


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """The only folder of static files, with one file in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "site.css").write_text("body { color: black }")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder


def test_static_files_are_collected(source: Path, tmp_path: Path) -> None:
    said: list[str] = []

    preparation.prepare_static_files(said.append)

    assert (tmp_path / "collected" / "site.css").read_text() == "body { color: black }"
    assert said == ["Collecting static files"]


def test_unchanged_static_files_are_left_alone(source: Path) -> None:
    preparation.prepare_static_files(lambda _: None)
    said: list[str] = []

    preparation.prepare_static_files(said.append)

    assert said == []


@pytest.mark.parametrize("change", ["content", "time", "new file", "gone file"])
def test_changed_static_files_are_collected_again(change: str, source: Path, tmp_path: Path) -> None:
    (source / "old.css").write_text("")
    preparation.prepare_static_files(lambda _: None)
    match change:
        case "content":
            (source / "site.css").write_text("body { color: white; }")
        case "time":
            os.utime(source / "site.css", (1, 1))
        case "new file":
            (source / "new.css").write_text("")
        case "gone file":
            (source / "old.css").unlink()

    preparation.prepare_static_files(lambda _: None)

    collected = {path.name: path.read_text() for path in (tmp_path / "collected").glob("*.css")}
    assert collected == {path.name: path.read_text() for path in source.glob("*.css")}


@pytest.mark.django_db
def test_complete_database_is_left_alone() -> None:
    said: list[str] = []

    preparation.prepare_database(said.append)

    assert said == []


@pytest.mark.django_db(transaction=True)
def test_missing_migrations_are_applied() -> None:
    call_command("migrate", "grader", "zero", verbosity=0)
    said: list[str] = []

    preparation.prepare_database(said.append)
    preparation.prepare_database(said.append)

    assert said == ["Preparing the database"]


def test_scores_that_are_there_are_left_alone(db: None) -> None:
    said: list[str] = []

    preparation.prepare_scores(said.append)

    assert said == []


def test_scores_of_what_was_handed_in_before_are_computed(db: None) -> None:
    course = Course.objects.create(slug="demo", title=TITLE)
    exercise = make_exercise(Unit.objects.create(course=course, slug="basics", title=TITLE), "double")
    student = make_student(exercise, "student@example.org")
    Submission.objects.create(exercise=exercise, student=student, format="code", content="x")
    said: list[str] = []

    preparation.prepare_scores(said.append)

    assert said == ["Computing the scores"]
    assert Score.objects.get().attempts == 1
