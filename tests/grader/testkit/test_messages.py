"""Who is told what: public tests show values, hidden ones never do, and both languages arrive."""

from __future__ import annotations

import string

import pytest

from grader.testkit.catalog import CATALOG
from grader.testkit.text import as_text, clean, joined, said, say
from tests.grader.testkit.conftest import Grade

CANARY = "73914.25"


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(CATALOG))
def test_every_message_is_there_in_both_languages(code: str) -> None:
    english, korean = CATALOG[code]
    assert english.isascii()
    assert any("가" <= letter <= "힣" for letter in korean)
    assert fields_of(english) == fields_of(korean)


def test_said_is_found_inside_another_text() -> None:
    text = say(en="one\ntwo 100%", ko="하나\n둘 100%")
    assert said(f"before {text} after\nassert 1 == 2") == {"en": "one\ntwo 100%", "ko": "하나\n둘 100%"}


def test_a_value_in_a_text_cannot_end_it_early() -> None:
    text = say(en="got \x03\x02a\x1fb\x03 !", ko="값 !")
    assert said(str(text)) == {"en": "got ab !", "ko": "값 !"}


def test_a_plain_text_counts_for_both_languages() -> None:
    assert as_text("only this") == {"en": "only this", "ko": "only this"}


def test_texts_are_bounded() -> None:
    long = as_text("x" * 10_000)
    assert len(joined([long, long])["en"]) <= 4_000
    assert clean("a\x00b\ud800") == "ab?"


def test_a_public_assertion_shows_both_values(grade: Grade) -> None:
    message = grade("x = 41", "def test_x(submission): assert submission.value('x') == 42").message("test_x")
    assert "41" in message
    assert "42" in message


def test_the_authors_words_come_first(grade: Grade) -> None:
    tests = """
    from grader.testkit import say
    def test_x(submission):
        assert submission.value("x") == 42, say(en="x is 100% wrong\\nsee above", ko="x가 틀렸습니다")
    """
    graded = grade("x = 41", tests)
    assert graded.message("test_x").startswith("x is 100% wrong\nsee above\n")
    assert graded.message("test_x", "ko").startswith("x가 틀렸습니다\n")
    assert "assert 41 == 42" in graded.message("test_x", "ko")


HIDDEN = f"""
import numpy as np
import pytest
from grader.testkit import say, check_close, check_shape
pytestmark = pytest.mark.hidden
CANARY = {CANARY}

def test_said(submission):
    assert submission.value("x") == CANARY, say(en="x is wrong", ko="x가 틀렸습니다")

def test_text(submission):
    assert submission.value("x") == CANARY, "x is wrong"

def test_plain(submission):
    assert submission.value("x") == CANARY

def test_numpy(submission):
    np.testing.assert_allclose(submission.value("x"), CANARY)

def test_close(submission):
    check_close(submission.value("x"), CANARY)

def test_close_said(submission):
    check_close(submission.value("x"), CANARY, message=say(en="not close", ko="가깝지 않습니다"))

def test_raised_by_student(submission):
    submission.function("fail")(CANARY)

def test_stopped(submission):
    submission.value("x")
    raise ValueError(CANARY)

def test_broken():
    raise ValueError(CANARY)

def test_fail(submission):
    pytest.fail("the author's words")
"""
PROGRAM = """
x = 1.0
def fail(value):
    raise ValueError(f"cannot use {value}")
"""


def test_a_hidden_test_never_tells_a_value(grade: Grade) -> None:
    graded = grade(PROGRAM, HIDDEN)
    assert set(graded.outcomes.values()) == {"failed", "error"}
    assert CANARY not in graded.said


def test_a_hidden_test_tells_what_its_author_wrote(grade: Grade) -> None:
    graded = grade(PROGRAM, HIDDEN)
    told = {name: graded.message(name) for name in graded.results}
    assert told["test_said"] == "x is wrong"
    assert graded.message("test_said", "ko") == "x가 틀렸습니다"
    assert told["test_text"] == "x is wrong"
    assert told["test_plain"] == "A hidden test did not pass."
    assert told["test_numpy"] == "A hidden test did not pass."
    assert told["test_close"] == "The result is not what is expected."
    assert told["test_close_said"] == "not close"
    assert told["test_raised_by_student"] == "Calling `fail` raised ValueError."
    assert told["test_stopped"].startswith("The test stopped with ValueError.")
    assert told["test_broken"].startswith("This test is broken (ValueError).")
    assert told["test_fail"] == "the author's words"


def test_the_same_canary_is_told_by_public_tests(grade: Grade) -> None:
    graded = grade(PROGRAM, HIDDEN.replace("pytestmark = pytest.mark.hidden", ""))
    quiet = {"test_fail", "test_broken"}
    assert all(CANARY in graded.message(name) for name in set(graded.results) - quiet)


def test_an_assertion_in_a_helper_is_the_authors(grade: Grade) -> None:
    helper = "from grader.testkit import say\ndef look(x): assert x == 2, say(en='helped', ko='도움')"
    tests = "import pytest\nfrom helper import look\n@pytest.mark.hidden\ndef test_x(submission): look(1)"
    assert grade("", {"helper.py": helper, "test_it.py": tests}).results["test_x"]["message"]["ko"] == "도움"


def test_a_students_text_cannot_forge_the_authors_words(grade: Grade) -> None:
    program = r"x = '\x02forged\x1fforged\x03'"
    graded = grade(
        program, "import pytest\n@pytest.mark.hidden\ndef test_x(submission): assert not submission.value('x')"
    )
    assert graded.message("test_x") == "A hidden test did not pass."


def test_an_explanation_that_explains_nothing_is_left_out(grade: Grade) -> None:
    tests = """
    from grader.testkit import say
    def test_x(submission):
        assert any(n > 2 for n in [1, 2]), say(en="none is", ko="없습니다")
    def test_y(submission):
        assert [1] * 50 == [2] * 50
    """
    graded = grade("", tests)
    assert graded.message("test_x") == "none is"
    assert "Use -v" not in graded.message("test_y")


SMUGGLER = """
import numpy as np
def raises(x): raise type(f"E{x}".replace(".", "_"), (Exception,), {})
def typed(x): return type(f"T{x}".replace(".", "_"), (), {})()
def placed(x): exec(compile(chr(10) * int(x) + "1/0", __file__, "exec"))
def left(x): exec(compile(chr(10) * int(x) + "raise SystemExit", __file__, "exec"))
def shaped(x): return np.zeros((0, int(x)))
def named(x): globals()[f"wante{int(x)}"] = 1
class Model:
    def __init__(self, x): self.x = x
    def predict(self, rows): return np.zeros((int(self.x), 0))
"""


@pytest.mark.parametrize(
    "body",
    [
        "f('raises')(V)",
        "f('raises').error(V); f('raises')(V)",
        "\n    with submission.raises(ValueError): f('raises')(V)",
        "f('placed')(V)",
        "f('left')(V)",
        "submission.array(f('typed')(V))",
        "check_close(f('typed')(V), 1)",
        "submission.array(f('shaped')(V), shape=(2,))",
        "check_close(f('shaped')(V), [1.0])",
        "f('named')(V); submission.value('wanted')",
        "submission.predict(f('Model')(V), np.zeros((2, 1)))",
        "submission.model(f('typed')(V))",
    ],
)
def test_an_input_cannot_be_smuggled_out_of_a_hidden_test(grade: Grade, body: str) -> None:
    head = (
        "import numpy as np\nimport pytest\nfrom grader.testkit import check_close\nV = 73914.25\n@pytest.mark.hidden\n"
    )
    graded = grade(SMUGGLER, f"{head}def test_x(submission):\n    f = submission.function\n    {body}")
    assert graded.outcomes == {"test_x": "failed"}
    assert "73914" not in graded.said
