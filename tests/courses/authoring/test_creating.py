"""New courses and copies of courses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from courses.authoring import course_files, working_copy
from courses.authoring import writable as authoring
from courses.authoring.course_files import files_of, published_files
from courses.authoring.creating import copy_course, create_course
from courses.authoring.outline_edits import Details
from courses.authoring.outline_items import NotPossible
from courses.authoring.publishing import publish_texts
from courses.authoring.working_outline import read_outline
from courses.folders.archive import read_directory
from courses.loading import load_content
from courses.models import (
    Course,
    Enrollment,
    Exercise,
    Joining,
    Lesson,
    Origin,
    Publication,
    Role,
)
from tests.courses.authors import person
from tests.courses.examples import write_course

NAMES = Details(title={"en": "Mine", "ko": "내 것"}, about={"en": "About.", "ko": "소개."})


@pytest.fixture
def loaded(db: None, tmp_path: Path) -> Course:
    """A course from files, which is not bundled."""
    load_content(write_course(tmp_path / "loaded"))
    return Course.objects.get()


@pytest.fixture
def bundled(loaded: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The same as if it came with Backpass."""
    for module in (authoring, course_files):
        monkeypatch.setattr(module, "BUNDLED_CONTENT", tmp_path / "loaded")
    return loaded


def test_a_new_course_is_its_authors_and_nobody_elses(ina: User) -> None:
    course = create_course(ina, "mine", NAMES)

    assert (course.origin, course.is_listed, course.joining) == (Origin.SITE, False, Joining.CODE)
    assert len(course.join_code or "") == 8
    assert Enrollment.objects.get().role == Role.OWNER
    assert read_outline(course).title == NAMES.title
    assert publish_texts(course, ina) == []


@pytest.mark.parametrize("slug", ["new", "import", "demo", "deep-learning-with-keras", "No"])
def test_a_course_needs_a_name_of_its_own(written: Course, ina: User, slug: str) -> None:
    with pytest.raises(NotPossible):
        create_course(ina, slug, NAMES)

    assert Course.objects.count() == 1


def test_a_copy_of_a_bundled_course_is_the_same_byte_for_byte_and_published(
    bundled: Course, ina: User, tmp_path: Path
) -> None:
    copy = copy_course(ina, bundled, "mine", bundled.title)

    assert working_copy.files_under(copy) == read_directory(tmp_path / "loaded" / "demo")
    assert not read_outline(copy).has_changes
    original, copied = Exercise.objects.order_by("pk")
    assert original.current
    assert copied.current
    assert (copied.current.content_hash, copied.current.exercise) == (original.current.content_hash, copied)
    assert copied.prompt == original.prompt
    assert Publication.objects.get().reason == "A copy of what was published in “demo”."


def test_a_copy_shares_nothing_with_its_source(bundled: Course, ina: User) -> None:
    copy = copy_course(ina, bundled, "mine", NAMES.title)
    Lesson.objects.filter(unit__course=copy).delete()

    assert (copy.title, read_outline(copy).title) == (NAMES.title, NAMES.title)
    assert Lesson.objects.filter(unit__course=bundled).count() == 1
    assert Enrollment.objects.get().course == copy


def test_a_course_that_is_not_on_disk_is_copied_from_what_is_stored(loaded: Course, ina: User, tmp_path: Path) -> None:
    copy = copy_course(ina, loaded, "mine", loaded.title)

    stored, folder = working_copy.files_under(copy), read_directory(tmp_path / "loaded" / "demo")
    assert stored.keys() == folder.keys()
    assert {path for path in stored if stored[path] != folder[path]} <= {"course.yaml", "basics/unit.yaml"}
    assert not read_outline(copy).has_changes


def test_a_copy_of_a_course_on_this_site_has_its_unpublished_edits_unpublished(written: Course, ina: User) -> None:
    publish_texts(written, ina)
    lesson = working_copy.find(written, "basics/lesson.en.md")
    assert lesson is not None
    working_copy.save(written, ina, lesson.path, b"# Edited\n", lesson.revision)

    copy = copy_course(ina, written, "mine", written.title)

    assert working_copy.files_under(copy)["basics/lesson.en.md"] == b"# Edited\n"
    assert Lesson.objects.get(unit__course=copy).title["en"] == "Doubling"
    assert Exercise.objects.get(unit__course=copy).current is None


def test_a_copy_takes_as_many_queries_for_more_exercises(bundled: Course, ina: User, tmp_path: Path) -> None:
    def count(slug: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            copy_course(ina, bundled, slug, bundled.title)
        return len([one for one in seen if "SAVEPOINT" not in one["sql"]])

    few = count("one")
    for number in range(5):
        unit = f"title: {{en: U, ko: u}}\nsummary: {{en: U, ko: u}}\nlessons: [lesson-{number}]\n"
        more = {f"unit-{number}/unit.yaml": unit.encode()}
        more |= {f"unit-{number}/lesson-lesson-{number}.{one}.md": b"# X\n" for one in ("en", "ko")}
        write_course(tmp_path / "loaded", **more)
    units = "".join(f"  - unit-{number}\n" for number in range(5))
    course = f"title: {{en: D, ko: d}}\ndescription: {{en: D, ko: d}}\nunits:\n  - basics\n{units}"
    load_content(write_course(tmp_path / "loaded", **{"course.yaml": course.encode()}))
    bundled.refresh_from_db()

    assert count("two") <= few + 15


def test_who_may_copy(bundled: Course, written_elsewhere: Course, ina: User) -> None:
    teacher, assistant = person("Teacher"), person("Assistant")
    other = Course.objects.create(slug="other", title=NAMES.title)
    Enrollment.objects.create(course=other, user=teacher, role=Role.INSTRUCTOR)
    Enrollment.objects.create(course=written_elsewhere, user=assistant, role=Role.ASSISTANT)

    allowed = {
        (one.name, course.slug)
        for one in (ina, teacher, assistant)
        for course in (bundled, written_elsewhere, other)
        if authoring.may_copy(one, course)
    }

    assert allowed == {("Ina", "demo"), ("Ina", "elsewhere"), ("Teacher", "demo"), ("Teacher", "other")}


@pytest.fixture
def written_elsewhere(ina: User) -> Course:
    """A course of Ina's, listed for everyone."""
    course = create_course(ina, "elsewhere", NAMES)
    course.is_listed = True
    course.save()
    return course


def test_what_is_published_reads_as_a_folder(loaded: Course) -> None:
    assert published_files(loaded) == files_of(loaded)
    assert published_files(loaded)["basics/lesson.ko.md"] == b"# Doubling ko\n"
