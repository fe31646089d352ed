"""Adding, naming, ordering and removing parts of a course in its working copy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.new_exercise import starting_files
from courses.authoring.outline_edits import (
    Details,
    add_exercise,
    add_lesson,
    add_unit,
    details_of,
    move,
    remove,
    set_details,
)
from courses.authoring.outline_items import Item, NotPossible, Part
from courses.authoring.working_copy import Conflict
from courses.folders.course_folder import read_course
from courses.models import AuditEntry, Course, Exercise, ExerciseVersion, Unit
from tests.courses.authors import person, site_course

MORE = Details(title={"en": "More", "ko": "더"}, about={"en": "More of it.", "ko": "더 많이."})
LESSON = Item(part=Part.LESSON, unit="basics", slug="lesson")
EXERCISE = Item(part=Part.EXERCISE, unit="basics", slug="double")
BASICS = Item(part=Part.UNIT, slug="basics")


def listed(course: Course, path: str, name: str) -> list[str]:
    return list(yaml.safe_load(working_copy.files_under(course)[path])[name])


def revision(course: Course, path: str) -> int:
    found = working_copy.find(course, path)
    assert found is not None
    return found.revision


def test_all_that_was_added_is_a_course_that_can_be_read(written: Course, ina: User) -> None:
    files = starting_files("code", "numpy", {"en": "On, off: {it}", "ko": "켜기"})
    add_unit(written, ina, "more", MORE)
    add_lesson(written, ina, "more", "first", {"en": "First", "ko": "첫째"})
    add_exercise(written, ina, "more", "on", files)

    with working_copy.on_disk(written) as folder:
        unit = read_course(folder).units[1]

    assert (unit.title, unit.summary, unit.lessons[0].title["ko"]) == (MORE.title, MORE.about, "첫째")
    assert (unit.exercises[0].slug, unit.exercises[0].folder.title["en"]) == ("on", "On, off: {it}")
    row = Exercise.objects.get(slug="on")
    assert row.current is None
    assert (row.title["ko"], int(row.points), row.unit.retired) == ("켜기", 10, True)


@pytest.mark.parametrize("slug", ["My Unit", "a--b", "files", "basics", "x" * 51, ""])
def test_a_unit_needs_a_name_of_its_own(written: Course, ina: User, slug: str) -> None:
    with pytest.raises(NotPossible):
        add_unit(written, ina, slug, MORE)

    assert listed(written, "course.yaml", "units") == ["basics"]


@pytest.mark.parametrize("slug", ["figures", "double"])
def test_an_exercise_does_not_take_the_place_of_something_else(written: Course, ina: User, slug: str) -> None:
    with pytest.raises(NotPossible):
        add_exercise(written, ina, "basics", slug, {"exercise.yaml": b""})

    assert listed(written, "basics/unit.yaml", "exercises") == ["double"]


def test_parts_move_and_the_list_keeps_the_rest(written: Course, ina: User) -> None:
    for slug in ("second", "third"):
        add_lesson(written, ina, "basics", slug, MORE.title)

    move(written, ina, Item(part=Part.LESSON, unit="basics", slug="third"), 0, revision(written, "basics/unit.yaml"))

    assert listed(written, "basics/unit.yaml", "lessons") == ["third", "lesson", "second"]
    assert listed(written, "basics/unit.yaml", "exercises") == ["double"]


def test_a_stale_move_is_refused(written: Course, ina: User) -> None:
    seen = revision(written, "course.yaml")
    add_unit(written, person("Second"), "more", MORE)

    with pytest.raises(Conflict):
        move(written, ina, BASICS, 1, seen)

    assert listed(written, "course.yaml", "units") == ["basics", "more"]


def test_another_title_leaves_the_list_and_is_read_again(written: Course, ina: User) -> None:
    for item in (None, BASICS, LESSON, EXERCISE):
        shown = details_of(written, item)
        wanted = Details(title=MORE.title, about=MORE.about if shown.about else {})

        set_details(written, ina, item, wanted, shown)

        assert details_of(written, item) == wanted
    with working_copy.on_disk(written) as folder:
        course = read_course(folder)
    assert (course.title, course.units[0].lessons[0].title) == (MORE.title, MORE.title)
    assert course.units[0].lessons[0].body["en"].splitlines()[2].startswith("See [it]")
    assert Exercise.objects.get().title == MORE.title


def test_a_title_that_another_has_changed_is_not_overwritten(written: Course, ina: User) -> None:
    shown = details_of(written, BASICS)
    set_details(written, person("Second"), BASICS, MORE, shown)

    with pytest.raises(Conflict):
        set_details(written, ina, BASICS, Details(title={"en": "Mine", "ko": "내"}, about=MORE.about), shown)

    assert details_of(written, BASICS) == MORE


def test_what_nobody_worked_on_leaves_no_row(written: Course, ina: User) -> None:
    remove(written, ina, EXERCISE)

    assert not Exercise.objects.exists()
    assert not working_copy.files_under(written, "basics/double")
    assert listed(written, "basics/unit.yaml", "exercises") == []
    assert str(AuditEntry.objects.get()) == "content: exercise basics/double"


def test_what_has_a_version_keeps_its_row(written: Course, ina: User) -> None:
    version = ExerciseVersion.objects.create(exercise=Exercise.objects.get(), content_hash="a" * 64, archive=b"")
    Exercise.objects.update(current=version)

    remove(written, ina, BASICS)

    assert (Exercise.objects.get().current, Unit.objects.get().slug) == (version, "basics")
    assert list(working_copy.files_under(written)) == ["course.yaml"]


def test_a_lesson_goes_in_both_languages(written: Course, ina: User) -> None:
    remove(written, ina, LESSON)

    assert [
        path for path in working_copy.files_under(written, "basics") if path.endswith(".md") and "/" not in path
    ] == []


@pytest.mark.parametrize("broken", [b"units: [", b"- basics", b"title: x\nunits: basics\n"])
def test_a_broken_list_is_left_alone(tmp_path: Path, ina: User, broken: bytes) -> None:
    course = site_course(ina, **{"course.yaml": broken})

    with pytest.raises(NotPossible, match=r"course\.yaml cannot be read"):
        add_unit(course, ina, "more", MORE)

    assert working_copy.files_under(course)["course.yaml"] == broken
