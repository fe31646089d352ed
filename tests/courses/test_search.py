"""Looking for words and kinds of steps in a course."""

from __future__ import annotations

import pytest
from django.utils import translation

from courses.models import Course, Exercise, Kind, Lesson, Unit
from courses.search import Filters, excerpt, narrowed, plain_words
from courses.way import outline
from tests.grader.cast import make_exercise


@pytest.fixture
def course(db: None) -> Course:
    """A unit "Losses" with a lesson about logits, and a notebook exercise about "Iris"."""
    course = Course.objects.create(slug="demo", title={"en": "Demo", "ko": "시범"})
    unit = Unit.objects.create(
        course=course, slug="losses", title={"en": "Losses", "ko": "손실"}, summary={"en": "How wrong", "ko": "오차"}
    )
    body = {"en": "# Logits\n\nUse `from_logits`, **never** twice.", "ko": "# 로짓\n\n두 번 쓰지 않습니다."}
    Lesson.objects.create(unit=unit, slug="logits", title={"en": "Logits", "ko": "로짓"}, body=body)
    iris = make_exercise(unit, "iris")
    Exercise.objects.filter(pk=iris.pk).update(
        title={"en": "Iris", "ko": "붓꽃"},
        prompt={"en": "Classify flowers.", "ko": "꽃을 나누세요."},
        kind=Kind.NOTEBOOK,
    )
    return course


def found(course: Course, **query: str) -> list[str]:
    parts = narrowed(outline(course, with_words=True), Filters.from_query(query))
    return [step.slug for part in parts for step in part.steps]


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("logits", ["logits"]),
        ("LOGITS twice", ["logits"]),
        ("logits flowers", []),
        ("flowers", ["iris"]),
        ("how wrong", ["logits", "iris"]),
        ("", ["logits", "iris"]),
    ],
)
def test_all_words_are_found_in_titles_summaries_and_texts(course: Course, words: str, steps: list[str]) -> None:
    assert found(course, q=words) == steps


def test_words_are_of_the_readers_language(course: Course) -> None:
    with translation.override("ko"):
        assert found(course, q="붓꽃") == ["iris"]
        assert found(course, q="flowers") == []


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ({"kind": "lesson"}, ["logits"]),
        ({"kind": "exercise"}, ["iris"]),
        ({"format": "notebook"}, ["iris"]),
        ({"format": "code"}, []),
        ({"kind": "nonsense", "format": "x"}, ["logits", "iris"]),
    ],
)
def test_kinds_and_formats(course: Course, query: dict[str, str], steps: list[str]) -> None:
    assert found(course, **query) == steps


def test_work_that_may_be_either_is_found_as_both(course: Course) -> None:
    Exercise.objects.update(kind=Kind.EITHER)
    assert found(course, format="code") == found(course, format="notebook") == ["iris"]


def test_markup_is_no_text() -> None:
    source = "# Title\n\n```python\nx = 1\n```\n\nSee [the docs](https://example.org) and **bold** `code`."
    assert plain_words(source) == "Title x = 1 See the docs and bold code ."


def test_formulas_are_no_text_and_prices_are() -> None:
    assert plain_words("The loss $L = y^2$ of $$a$$ costs $5 or $6.") == "The loss … of … costs $5 or $6."


def test_tables_and_lists_lose_their_lines() -> None:
    assert plain_words("| a | b |\n| --- | :-: |\n| c | d |\n\n- e\n- f") == "a b c d e f"


def test_an_excerpt_ends_at_words() -> None:
    text = "word " * 50 + "loss" + " word" * 50
    found = str(excerpt(text, "loss"))
    assert found.startswith("… word word")
    assert found.endswith("word …")
    assert len(found) < 200


def test_an_excerpt_marks_the_word_and_is_safe() -> None:
    assert excerpt("a <b> Loss here", "loss") == "a &lt;b&gt; <mark>Loss</mark> here"


def test_an_excerpt_without_the_word_is_empty() -> None:
    assert excerpt("nothing", "loss") == ""
