"""Versions of what stands in the working copy."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytest_django import Settings

from accounts.models import User
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise
from courses.versions import files_of, make_current, version_of_working_copy, working_files
from tests.grader.authors import make_course, write


@pytest.fixture
def author(db: None) -> User:
    return User.objects.create_user("author@example.org")


@pytest.fixture
def exercise(author: User) -> Exercise:
    return make_course(author)


def test_a_version_holds_what_stands_in_the_working_copy_and_who_stored_it(exercise: Exercise, author: User) -> None:
    version = version_of_working_copy(exercise, author)
    assert files_of(version) == working_files(exercise)
    assert version.created_by == author


def test_the_same_content_is_the_same_version(exercise: Exercise, author: User) -> None:
    first = version_of_working_copy(exercise, author)
    write(exercise, author, **{"prompt.en.md": b"Other words."})
    other = version_of_working_copy(exercise, author)
    write(exercise, author)
    again = version_of_working_copy(exercise, User.objects.create_user("other@example.org"))
    assert (again.pk, again.created_by) == (first.pk, author)
    assert other.pk != first.pk


def test_everything_that_is_wrong_is_named(exercise: Exercise, author: User) -> None:
    write(exercise, author, **{"prompt.ko.md": None, "solution.py": b"def double(:\n"})
    with pytest.raises(ContentError) as broken:
        version_of_working_copy(exercise, author)
    assert {problem.file for problem in broken.value.problems} >= {"prompt.ko.md", "solution.py"}
    assert not exercise.versions.exists()


@pytest.mark.parametrize("stored_before", [False, True])
def test_limits_above_the_sites_are_refused(
    exercise: Exercise, author: User, settings: Settings, *, stored_before: bool
) -> None:
    if stored_before:
        version_of_working_copy(exercise, author)
    settings.LIMIT_CEILINGS = {**settings.LIMIT_CEILINGS, "seconds": 5}
    with pytest.raises(ContentError, match="this site allows at most 5"):
        version_of_working_copy(exercise, author)


def test_an_empty_working_copy_is_no_exercise(exercise: Exercise, author: User) -> None:
    exercise.unit.course.working_files.all().delete()
    with pytest.raises(ContentError, match="is missing"):
        version_of_working_copy(exercise, author)


def test_what_lists_show_is_copied_from_the_version_that_becomes_current(exercise: Exercise, author: User) -> None:
    version = version_of_working_copy(exercise, author)
    assert make_current(exercise, version, folder_of(version))
    exercise.refresh_from_db()
    assert (exercise.current, exercise.points, exercise.title["en"]) == (version, Decimal(10), "Double it")
    assert exercise.prompt["en"] == "Write `double(x)`."
    assert not make_current(exercise, version, folder_of(version))
