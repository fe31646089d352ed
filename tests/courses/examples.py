"""A small course to test with, as files in memory and on disk."""

from __future__ import annotations

from pathlib import Path

EXERCISE_YAML = b"""\
title:
  en: Double it
  ko: \xeb\x91\x90 \xeb\xb0\xb0\xeb\xa1\x9c
points: 10
kind: code
hints:
  - {en: Two times., ko: 2\xeb\xa5\xbc \xea\xb3\xb1\xed\x95\x98\xec\x84\xb8\xec\x9a\x94.}
"""

TESTS = b"""\
import pytest


@pytest.mark.points(4)
@pytest.mark.title(en="Doubles one", ko="1")
def test_one(submission):
    assert submission.function("double")(1) == 2


@pytest.mark.hidden
@pytest.mark.points(3)
@pytest.mark.title(en="Doubles any", ko="any")
@pytest.mark.parametrize("x", [3, -1], ids=["three", "minus"])
def test_any(submission, x):
    assert submission.function("double")(x) == 2 * x
"""

STARTER = "def double(x):\n    ...\n"
SOLUTION = "def double(x):\n    return 2 * x\n"


def exercise_files(**changes: bytes | None) -> dict[str, bytes]:
    """Return a whole exercise; ``changes`` by path replace files, and ``None`` takes one away."""
    files: dict[str, bytes | None] = {
        "exercise.yaml": EXERCISE_YAML,
        "prompt.en.md": b"Write `double(x)`.",
        "prompt.ko.md": "`double(x)`를 작성하세요.".encode(),
        "starter.py": STARTER.encode(),
        "solution.py": SOLUTION.encode(),
        "files/numbers.csv": b"1,2,3\n",
        "tests/test_double.py": TESTS,
        "wrong/constant.py": b"# fails: test_any\ndef double(x):\n    return 2\n",
    }
    files |= changes
    return {path: content for path, content in files.items() if content is not None}


def course_files(**changes: bytes | None) -> dict[str, bytes]:
    """Return a course with one unit, one lesson and one exercise; ``changes`` as in `exercise_files`."""
    files: dict[str, bytes | None] = {
        "course.yaml": b"title: {en: Demo, ko: demo}\ndescription: {en: A demo., ko: demo}\nunits:\n  - basics\n",
        "basics/unit.yaml": b"title: {en: Basics, ko: b}\nsummary: {en: B., ko: b}\n"
        b"lessons: [lesson]\nexercises:\n  - double\n",
        "basics/lesson.en.md": b"# Doubling\n\nSee [it](exercise:double).\n\n![a plot](figures/plot.svg)\n",
        "basics/lesson.ko.md": b"# Doubling ko\n",
        "basics/figures/plot.svg": b"<svg/>",
    }
    files |= {f"basics/double/{path}": file for path, file in exercise_files().items()}
    files |= changes
    return {path: content for path, content in files.items() if content is not None}


def write_course(content: Path, **changes: bytes | None) -> Path:
    """Write `course_files` as the course ``demo`` under ``content``; return its folder."""
    folder = content / "demo"
    for path in changes:
        (folder / path).unlink(missing_ok=True)
    for path, file in course_files(**changes).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file)
    return folder
