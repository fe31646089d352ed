"""YAML written as a person would, and changed without touching the rest."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courses.folders.yaml_reading import load_plain
from courses.folders.yaml_writing import rewritten, written

COURSE = """\
# The course.
title: {en: Demo, ko: 데모}

# In the order of the term.
units:
  - one  # the first
  - two
# The end.
"""


def test_hangul_stands_as_it_is_and_lists_below_their_names() -> None:
    assert written({"title": {"en": "A", "ko": "가"}, "units": ["on", "two"]}) == (
        "title: {en: A, ko: 가}\nunits:\n  - 'on'\n  - two\n"
    )


def test_long_texts_get_lines_of_their_own() -> None:
    text = "A text that is longer than what one reads at a glance, so that it should not stand beside its name."

    assert written({"about": {"en": text}}) == f"about:\n  en: >-\n    {text}\n"


def test_names_that_are_gone_leave_the_comments_around_them() -> None:
    assert rewritten(COURSE, {}, gone={"title"}) == COURSE.replace("title: {en: Demo, ko: 데모}\n", "")


def test_other_names_and_their_comments_stay() -> None:
    assert rewritten(COURSE, {"units": ["two", "one"]}) == COURSE.replace(
        "  - one  # the first\n  - two\n", "  - two\n  - one\n"
    )


def test_the_same_values_change_nothing() -> None:
    assert rewritten(COURSE, {"units": ["one", "two"]}) == COURSE


def test_a_new_name_comes_last() -> None:
    assert rewritten("title: x", {"units": ["a"]}) == "title: x\nunits:\n  - a\n"


@pytest.mark.parametrize("text", ["{title: x, units: [a]}", "? units\n: [a]\n? title\n: x\n"])
def test_what_cannot_be_kept_is_written_anew(text: str) -> None:
    assert yaml.safe_load(rewritten(text, {"units": ["b", "a"]})) == {**yaml.safe_load(text), "units": ["b", "a"]}


@pytest.mark.parametrize(
    ("text", "why"),
    [("- a list", "no mapping"), ("a: [", "while parsing"), ("", "no mapping"), ("a: &a [b]\nc: *a", "aliases")],
)
def test_what_is_no_mapping_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rewritten(text, {"units": []})


TEXTS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")) | st.just("\n"), max_size=120)


@given(st.dictionaries(st.sampled_from("abc"), TEXTS | st.lists(TEXTS, max_size=3)), TEXTS)
def test_whatever_is_written_is_read_again(values: dict[str, object], text: str) -> None:
    assert yaml.safe_load(rewritten(written({"a": text, "z": 1}), values)) == {"a": text, "z": 1, **values}


def test_what_stands_in_two_places_is_written_twice() -> None:
    text = {"en": "A", "ko": "B"}
    assert load_plain(written({"title": text, "summary": text}))["summary"] == text
