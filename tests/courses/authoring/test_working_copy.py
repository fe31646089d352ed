"""A course's folder in the database: saves that know what they were written on."""

from __future__ import annotations

import pytest

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.working_copy import NEW, Conflict
from courses.folders.content_errors import ContentError
from courses.models import Course, WorkingFile


@pytest.fixture
def course(db: None) -> Course:
    return Course.objects.create(slug="demo", title={"en": "Demo", "ko": "데모"})


@pytest.fixture
def ina(db: None) -> User:
    return User.objects.create_user("ina@example.org", name="Ina")


@pytest.fixture
def second(db: None) -> User:
    return User.objects.create_user("second@example.org")


def test_a_save_counts_the_revisions(course: Course, ina: User) -> None:
    first = working_copy.save(course, ina, "unit/lesson.en.md", b"# One", NEW)

    again = working_copy.save(course, ina, "unit/lesson.en.md", b"# Two", first.revision)

    assert (first.revision, again.revision, bytes(again.content)) == (1, 2, b"# Two")


def test_the_same_content_again_changes_nothing(course: Course, ina: User, second: User) -> None:
    first = working_copy.save(course, ina, "course.yaml", b"units: []", NEW)

    again = working_copy.save(course, second, "course.yaml", b"units: []", first.revision)

    assert (again.revision, again.saved_by) == (1, ina)


def test_who_comes_second_is_told_and_overwrites_nothing(course: Course, ina: User, second: User) -> None:
    first = working_copy.save(course, ina, "course.yaml", b"one", NEW)
    working_copy.save(course, ina, "course.yaml", b"Ina's", first.revision)

    with pytest.raises(Conflict) as told:
        working_copy.save(course, second, "course.yaml", b"mine", first.revision)

    assert told.value.newest is not None
    assert (bytes(told.value.newest.content), told.value.newest.saved_by) == (b"Ina's", ina)
    assert WorkingFile.objects.get().revision == 2


def test_two_cannot_create_the_same_file(course: Course, ina: User, second: User) -> None:
    working_copy.save(course, ina, "course.yaml", b"Ina's", NEW)

    with pytest.raises(Conflict):
        working_copy.save(course, second, "course.yaml", b"mine", NEW)

    assert bytes(WorkingFile.objects.get().content) == b"Ina's"


def test_saving_what_was_removed_is_a_conflict_with_nothing(course: Course, ina: User) -> None:
    stored = working_copy.save(course, ina, "course.yaml", b"one", NEW)
    working_copy.remove(course, "course.yaml", stored.revision)

    with pytest.raises(Conflict) as told:
        working_copy.save(course, ina, "course.yaml", b"two", stored.revision)

    assert told.value.newest is None


def test_removing_another_revision_is_a_conflict(course: Course, ina: User) -> None:
    stored = working_copy.save(course, ina, "course.yaml", b"one", NEW)
    working_copy.save(course, ina, "course.yaml", b"two", stored.revision)

    with pytest.raises(Conflict):
        working_copy.remove(course, "course.yaml", stored.revision)


@pytest.mark.parametrize("path", ["../course.yaml", "/etc/passwd", "a\\b", "", "unit//x", "a" * 201])
def test_a_path_that_no_folder_holds_is_refused(course: Course, ina: User, path: str) -> None:
    with pytest.raises(ContentError):
        working_copy.save(course, ina, path, b"x", NEW)

    assert not WorkingFile.objects.exists()


def test_replacing_a_folder_leaves_its_neighbors(course: Course, ina: User, second: User) -> None:
    for path, content in {"unit/a/1": b"1", "unit/a/2": b"2", "unit/ab/1": b"x", "course.yaml": b"y"}.items():
        working_copy.save(course, ina, path, content, NEW)

    working_copy.replace(course, second, "unit/a", {"2": b"2", "3": b"3"})

    assert working_copy.files_under(course, "unit/a") == {"2": b"2", "3": b"3"}
    assert [(one.path, one.saved_by) for one in working_copy.listing(course)] == [
        ("course.yaml", ina),
        ("unit/a/2", ina),
        ("unit/a/3", second),
        ("unit/ab/1", ina),
    ]


def test_on_disk_it_is_a_folder_of_the_courses_name(course: Course, ina: User) -> None:
    working_copy.save(course, ina, "unit/unit.yaml", b"title: x", NEW)

    with working_copy.on_disk(course) as folder:
        found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert (folder.name, found) == ("demo", {"unit/unit.yaml": b"title: x"})
    assert not folder.exists()
