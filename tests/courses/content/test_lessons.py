"""The bundled lessons: their code runs and prints what they show, and both languages teach the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.courses.content import lesson_code

FIGURE_TAGS = re.compile(r"^</?bp-figure[^\n]*$", re.MULTILINE)

CONTENT = Path(__file__).parents[3] / "courses" / "content"
LESSONS = sorted(CONTENT.glob("*/*/lesson*.en.md"))
NUMBER = re.compile(r"[-+]?\d+\.?\d*(?:e[-+]?\d+)?")

each_lesson = pytest.mark.parametrize(
    "lesson", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix('.en.md')}"
)


def korean(lesson: Path) -> str:
    return lesson.with_name(lesson.name.replace(".en.md", ".ko.md")).read_text(encoding="utf-8")


def prose(markdown: str) -> str:
    return lesson_code.BLOCK.sub("", markdown)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str | None]]]:
    """What every lesson's code printed: one process for all of them, beside the files that students have."""
    folder = tmp_path_factory.mktemp("lessons")
    for file in CONTENT.glob("*/*/*/files/*"):
        shutil.copy(file, folder)
    command = [sys.executable, lesson_code.__file__, *map(str, LESSONS)]
    environment = os.environ | {"MPLBACKEND": "agg", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, timeout=300, check=True
    )
    results: dict[str, list[dict[str, str | None]]] = json.loads(done.stdout)
    return results


def same_text(printed: str, shown: str) -> bool:
    """Whether both say the same, numbers to a relative 0.001 and spaces aside."""
    numbers = [[float(number) for number in NUMBER.findall(text)] for text in (printed, shown)]
    words = ["".join(NUMBER.sub("#", text).split()) for text in (printed, shown)]
    return words[0] == words[1] and numbers[0] == pytest.approx(numbers[1], rel=1e-3, abs=1e-9)


@each_lesson
def test_code_prints_what_the_lesson_shows(lesson: Path, results: dict[str, list[dict[str, str | None]]]) -> None:
    ran = results[str(lesson)]

    wrong = [block for block in ran if not same_text(block["printed"] or "", block["shown"] or "")]
    assert wrong == []
    assert len(ran) == sum(language == "python" for language, _ in lesson_code.blocks(lesson.read_text("utf-8")))


@each_lesson
@pytest.mark.parametrize("language", ["en", "ko"])
def test_length_is_that_of_one_sitting(lesson: Path, language: str) -> None:
    markdown = lesson.read_text(encoding="utf-8") if language == "en" else korean(lesson)

    assert 900 <= len(FIGURE_TAGS.sub("", markdown).split()) <= 2_000


@each_lesson
def test_ends_with_an_exercise(lesson: Path) -> None:
    last_section = lesson.read_text(encoding="utf-8").rsplit("\n## ", 1)[1]

    assert "](exercise:" in last_section


@pytest.mark.parametrize(
    ("printed", "shown", "same"),
    [
        ("loss 0.6283\n", "loss 0.6284\n", True),
        ("[1.  2.]", "[1. 2.]", True),
        ("loss 0.63", "loss 0.65", False),
        ("True", "False", False),
        ("1 2", "12", False),
        ("", "1", False),
    ],
)
def test_same_text(printed: str, shown: str, same: bool) -> None:
    assert same_text(printed, shown) is same
