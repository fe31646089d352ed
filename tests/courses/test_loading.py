"""Loading courses into the database."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import folder_of
from courses.loading import load_content
from courses.models import Course, Exercise, ExerciseVersion, Kind, Lesson, Origin, Unit, UnitFile
from tests.courses.examples import write_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write_course(tmp_path)
    load_content(tmp_path)
    return tmp_path


def test_everything_is_there_after_loading(content: Path) -> None:
    exercise = Exercise.objects.get()
    assert exercise.current is not None
    assert folder_of(exercise.current).title == exercise.title
    assert (Course.objects.get().slug, Unit.objects.get().slug, Lesson.objects.get().slug) == (
        "demo",
        "basics",
        "lesson",
    )
    assert bytes(UnitFile.objects.get().content) == b"<svg/>"


def test_loading_again_writes_nothing(content: Path) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        changes = load_content(content)
    assert changes == []
    assert [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_changed_test_makes_a_new_version_and_keeps_the_old(content: Path) -> None:
    write_course(content, **{"basics/double/tests/data/more.csv": b"1"})
    changes = load_content(content)
    newest, oldest = ExerciseVersion.objects.all()
    assert Exercise.objects.get().current == newest
    assert newest.content_hash != oldest.content_hash
    assert changes == [f"demo/basics/double: now at version {newest.content_hash[:12]}"]


def test_going_back_takes_up_the_old_version(content: Path) -> None:
    before = Exercise.objects.get().current
    load_content(write_course(content, **{"basics/double/tests/data/more.csv": b"1"}))
    load_content(write_course(content, **{"basics/double/tests/data/more.csv": None}))
    assert Exercise.objects.get().current == before
    assert ExerciseVersion.objects.count() == 2


def test_what_a_search_reads_follows_the_folder(content: Path) -> None:
    write_course(content, **{"basics/double/prompt.en.md": b"Twice the number."})
    load_content(content)
    exercise = Exercise.objects.get()
    assert (exercise.kind, exercise.prompt["en"]) == (Kind.CODE, "Twice the number.")


def test_a_changed_lesson_is_updated(content: Path) -> None:
    write_course(content, **{"basics/lesson.ko.md": b"# New"})
    assert load_content(content) == ["demo/basics/lessons/lesson: changed"]
    assert Lesson.objects.get().title["ko"] == "New"


def test_a_broken_folder_changes_nothing(content: Path) -> None:
    write_course(content, **{"basics/lesson.ko.md": b"# New", "basics/double/starter.py": b"def"})
    with pytest.raises(ContentError, match=r"starter\.py:1"):
        load_content(content)
    assert Lesson.objects.get().title["ko"] == "Doubling ko"


@pytest.mark.parametrize(
    ("ceilings", "complaint"),
    [
        ({"seconds": 5}, r"limits\.seconds is 10; this site allows at most 5 \(GRADING_DEADLINE_SECONDS\)"),
        ({"memory_mb": 100}, r"limits\.memory_mb is 512; this site allows at most 100 \(MAX_MEMORY_MB\)"),
    ],
)
def test_more_than_the_site_gives_is_refused(
    content: Path, settings: Settings, ceilings: dict[str, int], complaint: str
) -> None:
    settings.LIMIT_CEILINGS = ceilings
    with pytest.raises(ContentError, match=r"double/exercise\.yaml: " + complaint):
        load_content(content)


def test_an_exercise_that_is_gone_is_retired_and_comes_back(content: Path) -> None:
    shutil.move(content / "demo/basics/double", content / "kept")
    unit = b"title: {en: Basics, ko: b}\nsummary: {en: B., ko: b}\nlessons: [lesson]\n"
    write_course_without_exercise = {"basics/unit.yaml": unit, "basics/lesson.en.md": b"# T"}
    for path, file in write_course_without_exercise.items():
        (content / "demo" / path).write_bytes(file)
    changes = load_content(content)
    assert "demo/basics/double: retired" in changes
    assert not Exercise.objects.published().exists()
    write_course(content)
    load_content(content)
    assert Exercise.objects.published().count() == 1


def test_a_unit_that_is_gone_is_retired_with_its_exercises(content: Path) -> None:
    shutil.rmtree(content / "demo/basics")
    (content / "demo/course.yaml").write_bytes(b"title: {en: D, ko: d}\ndescription: {en: D, ko: d}\nunits: []\n")
    load_content(content)
    assert (Unit.objects.published().count(), Exercise.objects.published().count()) == (0, 0)


def test_a_course_that_is_written_on_the_site_is_never_overwritten(content: Path) -> None:
    Course.objects.update(origin=Origin.SITE)
    write_course(content, **{"basics/lesson.ko.md": b"# New"})
    with pytest.raises(ContentError, match=r"demo/course\.yaml: a course of this name is written on this site"):
        load_content(content)
    assert Lesson.objects.get().title["ko"] == "Doubling ko"


def test_another_order_moves_what_is_there(content: Path) -> None:
    more = b"title: {en: More, ko: m}\nsummary: {en: M., ko: m}\n"
    course = b"title: {en: Demo, ko: demo}\ndescription: {en: A demo., ko: demo}\nunits: [more, basics]\n"
    write_course(content, **{"more/unit.yaml": more, "course.yaml": course})
    assert load_content(content) == ["demo/more: created", "demo/basics: moved"]
    assert list(Unit.objects.values_list("slug", flat=True)) == ["more", "basics"]


def test_the_command_says_what_changed(tmp_path: Path) -> None:
    write_course(tmp_path)
    out = StringIO()
    call_command("load_content", content=tmp_path, stdout=out)
    assert "demo/basics/double: created" in out.getvalue()


def test_the_command_lists_all_problems(tmp_path: Path) -> None:
    write_course(tmp_path, **{"basics/double/starter.py": b"def", "basics/lesson.ko.md": None})
    with pytest.raises(CommandError, match=r"2 problems:\n.*starter\.py:1(.|\n)*lesson\.ko\.md: is missing") as refused:
        call_command("load_content", content=tmp_path)
    assert refused.value.returncode == 1
