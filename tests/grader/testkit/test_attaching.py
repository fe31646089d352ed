"""Figures that tests attach, and expected beside actual: what leaves the tests jail, and what must not."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from grader.testkit import attach_figure, check_at_most, check_close, check_shape, say
from grader.testkit.attaching import take_attached
from grader.testkit.failures import Compared, Failure, WrongType
from grader.testkit.protocol import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_COMPARED_CHARACTERS, MAX_NOTES
from tests.grader.testkit.conftest import Grade

PNG = b"\x89PNG\r\n\x1a\n"
WORDS: dict[str, Any] = {"title": say(en="A plot", ko="그림"), "alt": say(en="It rises.", ko="올라갑니다.")}


@pytest.fixture(autouse=True)
def nothing_attached() -> None:
    take_attached()


def test_a_matplotlib_figure_becomes_a_png() -> None:
    figure = Figure()
    figure.subplots().plot([1, 2])
    attach_figure(figure, **WORDS)
    (image,) = take_attached().images
    assert image.content.startswith(PNG)
    assert (image.title["ko"], image.alt["en"], image.show) == ("그림", "It rises.", False)


@pytest.mark.parametrize("figure", [b"GIF89a", b"", "a path", None, PNG + b"0" * MAX_ATTACHMENT_BYTES])
def test_what_cannot_be_shown_is_a_note_and_no_error(figure: object) -> None:
    attach_figure(figure, **WORDS)
    attached = take_attached()
    assert attached.images == []
    assert len(attached.notes) == 1


def test_too_many_are_left_out() -> None:
    for _ in range(MAX_ATTACHMENTS + MAX_NOTES + 5):
        attach_figure(PNG, **WORDS)
    attached = take_attached()
    assert (len(attached.images), len(attached.notes)) == (MAX_ATTACHMENTS, MAX_NOTES)
    assert take_attached().images == []


def compared_of(check: Any, *args: Any, **named: Any) -> Compared | None:
    with pytest.raises(Failure) as caught:
        check(*args, **named)
    return caught.value.compared


def test_checks_know_what_was_expected_and_what_came() -> None:
    assert compared_of(check_close, 1.5, 2.0) == Compared("2", "1.5")
    assert compared_of(check_close, [1, 2], [1, 3]) == Compared("[1, 3]", "[1, 2]")
    assert compared_of(check_shape, np.zeros((2, 3)), (None, 2)) == Compared("(*, 2)", "(2, 3)")
    assert compared_of(check_at_most, 0.7, 0.5, what="the loss") == Compared("≤ 0.5", "0.7")
    assert WrongType.of("wrong_type", name="x", wanted="int", found="str").compared == Compared("int", "str")
    assert WrongType.of("has_nan", name="x").compared is None


def test_both_are_short_whatever_they_are() -> None:
    compared = compared_of(check_close, np.zeros(1_000_000), np.ones(1_000_000))
    assert compared is not None
    assert max(len(compared.expected), len(compared.actual)) <= MAX_COMPARED_CHARACTERS
    assert len(Compared.of("\0x" * 9999, "").expected) == MAX_COMPARED_CHARACTERS


TESTS = """
import pytest
from grader.testkit import attach_figure, check_close, say

WORDS = {"title": say(en="t", ko="t"), "alt": say(en="a", ko="a")}
PNG = bytes.fromhex("89504e470d0a1a0a")

def test_public(submission):
    attach_figure(PNG + b"public", **WORDS)
    check_close(submission.function("f")(1.0), 4321.5)

@pytest.mark.hidden
def test_hidden(submission):
    attach_figure(PNG + b"secret", **WORDS)
    attach_figure(PNG + b"shown", show=True, **WORDS)
    check_close(submission.function("f")(2.0), 8765.5, message=say(en="Wrong.", ko="틀림."))
"""


def test_a_public_test_tells_both_and_a_hidden_one_neither(grade: Grade) -> None:
    graded = grade("def f(x):\n    return x + 1234", TESTS)
    public, hidden = graded.results["test_public"], graded.results["test_hidden"]
    assert (public["expected"], public["actual"]) == ("4321.5", "1235")
    assert "expected" not in hidden
    assert "actual" not in hidden


def test_a_hidden_tests_figure_stays_in_its_jail_unless_it_is_shown(grade: Grade) -> None:
    results = grade("def f(x):\n    return 0", TESTS).results
    contents = {name: [one["content"] for one in result["attachments"]] for name, result in results.items()}
    assert contents["test_public"] == [(PNG + b"public").hex()]
    assert contents["test_hidden"] == [(PNG + b"shown").hex()]


def test_what_a_hidden_test_expected_stands_in_no_event_but_the_authors_cause(grade: Grade) -> None:
    graded = grade("def f(x):\n    return x + 1234", TESTS)
    for event in graded.events:
        for other in ("cause", "measures", "seconds"):  # The digits of a time may be any.
            event["data"].pop(other, None)
    assert "8765" not in json.dumps(graded.events)
    assert "1236" not in json.dumps(graded.events)
