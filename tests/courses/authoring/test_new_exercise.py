"""Making the folder of a new exercise."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from courses.authoring.new_exercise import KINDS, NotMade, make_exercise
from courses.folders.course_folder import read_course
from courses.folders.exercise_folder import read_exercise_directory
from tests.courses.examples import write_course

UNIT = "title: {en: Basics, ko: b}\nsummary: {en: B., ko: b}\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("environment", ["numpy", "keras"])
def test_the_folder_is_whole(tmp_path: Path, kind: str, environment: str) -> None:
    write_course(tmp_path)

    folder = read_exercise_directory(make_exercise(tmp_path, "basics/my-own", kind, environment))

    assert (folder.title["en"], folder.kind, folder.environment) == ("My own", kind, environment)
    assert folder.limits.seconds == (60 if environment == "keras" else 10)
    assert len(folder.alternatives) == 2
    assert len(folder.wrong) == 3
    assert len(folder.hints) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (UNIT + "exercises:\n  - double\n", UNIT + "exercises:\n  - double\n  - my-own\n"),
        (UNIT + "exercises: [double]\n", UNIT + "exercises: [double, my-own]\n"),
        ("exercises:\n  - double\n" + UNIT, "exercises:\n  - double\n  - my-own\n" + UNIT),
        (UNIT + "exercises: [double]", UNIT + "exercises: [double, my-own]\n"),
        (UNIT + "exercises:\n- double\n", UNIT + "exercises:\n- double\n- my-own\n"),
        (UNIT + "exercises:\n    - double\n", UNIT + "exercises:\n    - double\n    - my-own\n"),
        (UNIT + "exercises:  # All.\n  - double\n", UNIT + "exercises:  # All.\n  - double\n  - my-own\n"),
        (
            UNIT + "exercises:\n  # First.\n\n  - double\n# The end.\n",
            UNIT + "exercises:\n  # First.\n\n  - double\n  - my-own\n# The end.\n",
        ),
        ("# my-own\n" + UNIT + "exercises: [double]\n", "# my-own\n" + UNIT + "exercises: [double, my-own]\n"),
    ],
)
def test_the_unit_lists_it_last(tmp_path: Path, before: str, after: str) -> None:
    course = write_course(
        tmp_path, **{"basics/unit.yaml": before.encode(), "basics/lesson.en.md": None, "basics/lesson.ko.md": None}
    )

    make_exercise(tmp_path, "basics/my-own", "code", "numpy")

    assert (course / "basics/unit.yaml").read_text() == after
    assert [exercise.slug for exercise in read_course(course).units[0].exercises] == ["double", "my-own"]


def test_a_list_that_is_not_understood_is_left_alone(tmp_path: Path) -> None:
    course = write_course(tmp_path, **{"basics/unit.yaml": (UNIT + "exercises: [\n  double]\n").encode()})
    with pytest.raises(NotMade, match="Write them one a line"):
        make_exercise(tmp_path, "basics/my-own", "code", "numpy")
    assert not (course / "basics/my-own").exists()


@pytest.mark.parametrize("slug", ["on", "null", "2024"])
def test_a_name_that_yaml_takes_for_something_else_is_quoted(tmp_path: Path, slug: str) -> None:
    course = write_course(tmp_path)
    make_exercise(tmp_path, f"basics/{slug}", "code", "numpy")
    assert [exercise.slug for exercise in read_course(course).units[0].exercises] == ["double", slug]


def test_a_unit_without_exercises_gets_its_list(tmp_path: Path) -> None:
    course = write_course(tmp_path, **{"basics/unit.yaml": UNIT.encode()})
    make_exercise(tmp_path, "demo/basics/my-own", "code", "numpy")
    assert (course / "basics/unit.yaml").read_text() == UNIT + "exercises:\n  - my-own\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("basics/My_Own", "use small letters"),
        ("basics/double", "exists already"),
        ("nothing/my-own", "no unit “nothing”"),
        ("my-own", "lacks its unit: write UNIT/NAME"),
        ("other/my-own", "Known: demo/basics"),
        ("basics/../../up", "no unit"),
    ],
)
def test_a_wrong_name_makes_nothing(tmp_path: Path, name: str, words: str) -> None:
    course = write_course(tmp_path)
    before = sorted(course.rglob("*"))

    with pytest.raises(NotMade, match=words):
        make_exercise(tmp_path, name, "code", "numpy")

    assert sorted(course.rglob("*")) == before


def test_the_command_says_what_comes_next(tmp_path: Path) -> None:
    write_course(tmp_path)
    out = StringIO()
    call_command("new_exercise", "basics/my-own", "--kind", "notebook", content=tmp_path, stdout=out)
    assert "manage.py verify basics/my-own" in out.getvalue()
    with pytest.raises(CommandError, match="exists already"):
        call_command("new_exercise", "basics/my-own", content=tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_it_verifies_as_it_stands(tmp_path: Path, kind: str, sandbox_socket: Path, settings: Settings) -> None:
    settings.SANDBOX_SOCKET, settings.DATA_DIR = str(sandbox_socket), tmp_path / "data"
    write_course(tmp_path / "content")
    make_exercise(tmp_path / "content", "basics/my-own", kind, "numpy")
    out = StringIO()

    call_command("verify", "basics/my-own", mutants=True, content=tmp_path / "content", stdout=out, stderr=StringIO())

    assert out.getvalue().splitlines()[1].split()[:2] == ["ok", "basics/my-own"]
    killed, judged = out.getvalue().splitlines()[1].split()[4].split("/")
    assert killed == judged
