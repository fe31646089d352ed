"""Reading a folder of courses."""

from __future__ import annotations

from pathlib import Path

import pytest

from courses.folders.content_errors import ContentError
from courses.folders.course_folder import read_courses
from courses.folders.finding import NoSuchExercise, find_exercise, find_exercises
from tests.courses.examples import write_course


def problems(content: Path, **changes: bytes | None) -> list[str]:
    write_course(content, **changes)
    with pytest.raises(ContentError) as refused:
        read_courses(content)
    return [str(problem) for problem in refused.value.problems]


def test_a_course_is_read_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    write_course(tmp_path)
    (course,) = read_courses(tmp_path)
    (unit,) = course.units
    assert (course.slug, unit.slug, unit.exercises[0].slug) == ("demo", "basics", "double")
    assert unit.lessons[0].title == {"en": "Doubling", "ko": "Doubling ko"}
    assert unit.files == {"figures/plot.svg": b"<svg/>"}


def test_a_course_may_be_named_itself(tmp_path: Path) -> None:
    assert read_courses(write_course(tmp_path))[0].slug == "demo"


def test_a_lesson_with_a_name_of_its_own(tmp_path: Path) -> None:
    unit = b"title: {en: B, ko: b}\nsummary: {en: B., ko: b}\nlessons: [more]\nexercises: [double]\n"
    moved = {
        f"basics/lesson{more}.{one}.md": b"# T" if more else None for more in ("", "-more") for one in ("en", "ko")
    }
    write_course(tmp_path, **{"basics/unit.yaml": unit, **moved})
    assert read_courses(tmp_path)[0].units[0].lessons[0].slug == "more"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"course.yaml": b"title: {en: Demo}\n"}, "demo/course.yaml:1: “title.ko” is missing"),
        ({"basics/unit.yaml": b"title: 3\n"}, "demo/basics/unit.yaml:1: “title”"),
        ({"basics/lesson.ko.md": None}, "demo/basics/lesson.ko.md: is missing"),
        ({"basics/lesson.ko.md": b"no heading"}, "demo/basics/lesson.ko.md:1: needs a first line “# title”"),
        ({"basics/lesson.ko.md": b"\xff"}, "demo/basics/lesson.ko.md: is not UTF-8 text"),
        ({"basics/lesson-x.en.md": b"# X"}, "demo/basics/unit.yaml: lessons: “x” exists but is not listed"),
        ({"other/unit.yaml": b""}, "demo/course.yaml: units: “other” exists but is not listed"),
        ({"basics/figures/plot.svg": None}, "demo/basics/lesson.en.md:5: shows the image “figures/plot.svg”"),
        ({"basics/lesson.ko.md": b"# T\n[x](exercise:no)"}, "demo/basics/lesson.ko.md:2: links to the exercise “no”"),
        ({"basics/double/starter.py": b"def"}, "demo/basics/double/starter.py:1: is not valid Python"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: dict[str, bytes | None], problem: str) -> None:
    found = problems(tmp_path, **change)
    assert any(one.startswith(problem) for one in found), found


def test_a_listed_unit_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    course = b"title: {en: D, ko: d}\ndescription: {en: D, ko: d}\nunits:\n  - basics\n  - gone\n"
    assert problems(tmp_path, **{"course.yaml": course}) == [
        "demo/course.yaml:5: units: “gone” is listed but does not exist"
    ]


def test_links_in_code_are_not_looked_at(tmp_path: Path) -> None:
    write_course(tmp_path, **{"basics/lesson.ko.md": b"# T\n```\n[x](exercise:no)\n```\n"})
    assert read_courses(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds no folder"):
        read_courses(tmp_path)


@pytest.mark.parametrize("name", ["", "basics", "basics/double", "demo/basics/double"])
def test_exercises_are_found_by_name(tmp_path: Path, name: str) -> None:
    write_course(tmp_path)
    assert list(find_exercises(tmp_path, name)) == ["basics/double"]


@pytest.mark.parametrize("name", ["basics", "basics/other", "../double", "double"])
def test_what_is_not_one_exercise_is_not_found(tmp_path: Path, name: str) -> None:
    write_course(tmp_path)
    with pytest.raises(NoSuchExercise, match="basics/double"):
        find_exercise(tmp_path, name)
