"""English and Korean say the same: titles, hints, prompts, messages and lessons of the bundled courses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.courses.content.languages import differences, is_english, is_korean

CONTENT = Path(__file__).parents[3] / "courses" / "content"
EXERCISES = sorted(path.parent for path in CONTENT.glob("*/*/*/exercise.yaml"))
LESSONS = sorted(CONTENT.glob("*/*/lesson*.en.md"))
SETTINGS = sorted(
    [*CONTENT.glob("*/course.yaml"), *CONTENT.glob("*/*/unit.yaml"), *CONTENT.glob("*/*/*/exercise.yaml")]
)

each_exercise = pytest.mark.parametrize("folder", EXERCISES, ids=lambda path: f"{path.parent.name}/{path.name}")


def short(path: Path) -> str:
    return str(path.relative_to(CONTENT).parent)


@pytest.mark.parametrize("english", LESSONS, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix('.en.md')}")
def test_lessons(english: Path) -> None:
    korean = english.with_name(english.name.replace(".en.md", ".ko.md"))
    here, there = english.read_text("utf-8"), korean.read_text("utf-8")
    assert differences(here, there) == {}
    assert is_english(here)
    assert all(is_korean(paragraph) for paragraph in prose_paragraphs(there))


@each_exercise
def test_prompts(folder: Path) -> None:
    english, korean = ((folder / f"prompt.{language}.md").read_text("utf-8") for language in ("en", "ko"))
    assert differences(english, korean) == {}
    assert is_english(english)
    assert all(is_korean(paragraph) for paragraph in prose_paragraphs(korean))


@pytest.mark.parametrize("file", SETTINGS, ids=short)
def test_titles_and_hints(file: Path) -> None:
    for english, korean in pairs_in(yaml.safe_load(file.read_text("utf-8"))):
        assert differences(english, korean) == {}
        assert is_english(english), english
        assert is_korean(korean), korean


@each_exercise
def test_titles_and_messages_of_tests(folder: Path) -> None:
    found = [pair for path in sorted(folder.glob("tests/**/*.py")) for pair in said_in(path.read_text("utf-8"))]
    assert found
    for english, korean in found:
        assert english.strip()
        assert korean.strip()
        assert is_english(english), english
        assert is_korean(korean), korean
        assert differences(english, korean) == {}, english


@each_exercise
def test_hints_come_in_stages(folder: Path) -> None:
    hints = yaml.safe_load((folder / "exercise.yaml").read_text("utf-8"))["hints"]
    assert 2 <= len(hints) <= 4


def prose_paragraphs(markdown: str) -> Iterator[str]:
    """Yield paragraphs of several words outside of code, tables and lists of links."""
    fenced = False
    for paragraph in markdown.split("\n\n"):
        fences = paragraph.count("\n```") + paragraph.startswith("```")
        other = ("|", "- [", "$$", "    ", "<bp-figure", "</bp-figure")
        if not fenced and not fences and not paragraph.lstrip().startswith(other):
            yield paragraph
        fenced ^= fences % 2 == 1


def pairs_in(value: object) -> Iterator[tuple[str, str]]:
    """Yield every (English, Korean) of a settings file."""
    if isinstance(value, dict):
        if set(value) == {"en", "ko"}:
            yield str(value["en"]), str(value["ko"])
        else:
            for part in value.values():
                yield from pairs_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from pairs_in(part)


def said_in(source: str) -> Iterator[tuple[str, str]]:
    """Yield the (English, Korean) of every call or dict with ``en`` and ``ko``, as far as they are written down."""
    for node in ast.walk(ast.parse(source)):
        values: dict[str, ast.expr] = {}
        if isinstance(node, ast.Call):
            values = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
        elif isinstance(node, ast.Dict):
            values = {
                str(k.value): v for k, v in zip(node.keys, node.values, strict=True) if isinstance(k, ast.Constant)
            }
        if {"en", "ko"} <= set(values):
            texts = [text_of(values[language]) for language in ("en", "ko")]
            if all(text is not None for text in texts):
                yield texts[0] or "", texts[1] or ""


def text_of(node: ast.expr) -> str | None:
    """Return a text as far as it is written down, with ``{}`` where a value goes in; ``None`` for other expressions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [text_of(node.left), text_of(node.right)]
        return None if None in parts else "".join(part or "" for part in parts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return text_of(node.func.value)
    return None


@pytest.mark.parametrize(
    ("english", "korean", "differing"),
    [
        ("The loss is 0.665.", "손실은 0.665입니다.", set()),
        ("The loss is 0.665.", "손실은 0.656입니다.", {"numbers"}),
        ("Call `f(x)`.", "`f(y)`를 부르세요.", {"code"}),
        ("$a + b$", "$a+b$", set()),
        ("$a + b$", "$a - b$", {"mathematics"}),
        ("$$x^2 \\text{ and}$$", "$$x^2 \\text{ 그리고}$$", set()),
        ("# A\n\n## B", "# 가", {"headings"}),
        ("```python\nx = 1\n```", "```python\nx = 2\n```", {"code blocks"}),
        ("- a\n- b", "- 가", {"list items"}),
        ("[a](exercise:a)", "[가](exercise:b)", {"links", "exercises"}),
        ("![a](a.svg) ![b](b.svg)", "![나](b.svg) ![가](a.svg)", {"images"}),
        ("Two rows of 3.", "세 개짜리 두 행.", set()),
    ],
)
def test_differences(english: str, korean: str, differing: set[str]) -> None:
    assert set(differences(english, korean)) == differing


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        ("가중치", True),
        ("The weight", False),
        ("`weight`", True),
        ("$\\max$", True),
        ("{name}: 0.5", True),
        ("AND", True),
    ],
)
def test_is_korean(text: str, korean: bool) -> None:
    assert is_korean(text) is korean
