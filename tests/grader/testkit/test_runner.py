"""Collecting, running and reporting, from the first event to the last."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.grader.testkit.conftest import Grade

PROGRAM = """
def double(x):
    return 2 * x
"""
TESTS = """
import pytest
from grader.testkit import say

@pytest.mark.points(2)
@pytest.mark.title(en="Doubles", ko="두 배")
def test_double(submission):
    assert submission.function("double")(3) == 6

@pytest.mark.hidden
@pytest.mark.points(3)
def test_hidden(submission):
    assert submission.function("double")(4) == 8
"""


def test_sends_collected_then_each_test_then_finished(grade: Grade) -> None:
    graded = grade(PROGRAM, TESTS)
    assert [event["kind"] for event in graded.events] == ["collected", "loaded", "test", "hidden", "test", "finished"]
    assert graded.finished["status"] == "graded"
    assert graded.finished["message"] is None


def test_a_failed_hidden_test_tells_its_author_where_and_why(grade: Grade) -> None:
    hidden = grade("def double(x): return 3 * x", TESTS).of("test")[1]
    assert hidden["message"]["en"] == "A hidden test did not pass."
    assert re.fullmatch(r"tests/test_\w+\.py:\d+: AssertionError: assert 12 == 8.*", hidden["cause"], re.DOTALL)


def test_collected_says_what_each_test_is(grade: Grade) -> None:
    graded = grade(PROGRAM, TESTS)
    assert graded.collected == [
        {"id": "test_double", "title": {"en": "Doubles", "ko": "두 배"}, "hidden": False, "points": 2.0},
        {"id": "test_hidden", "title": {"en": "hidden", "ko": "hidden"}, "hidden": True, "points": 3.0},
    ]


def test_passed_tests_earn_their_points(grade: Grade) -> None:
    graded = grade(PROGRAM, TESTS)
    assert graded.outcomes == {"test_double": "passed", "test_hidden": "passed"}
    assert [(r["points"], r["max_points"]) for r in graded.results.values()] == [(2.0, 2.0), (3.0, 3.0)]


def test_hidden_tests_run_last_so_that_no_public_message_tells_what_they_asked(grade: Grade) -> None:
    program = """
    seen = []
    def double(x):
        seen.append(x)
        raise ValueError(seen)
    """
    tests = """
    import pytest
    @pytest.mark.hidden
    def test_a_hidden(submission): submission.function("double")(12345)
    def test_public(submission): submission.function("double")(1)
    @pytest.mark.hidden
    def test_b_hidden(submission): submission.function("double")(12345)
    """
    graded = grade(program, tests)
    assert list(graded.results) == ["test_public", "test_a_hidden", "test_b_hidden"]
    assert [test["id"] for test in graded.collected] == list(graded.results)
    assert [event["kind"] for event in graded.events].count("hidden") == 1
    assert "12345" not in graded.said


def test_a_public_run_leaves_hidden_tests_out(grade: Grade) -> None:
    graded = grade(PROGRAM, TESTS, select="public")
    assert [test["id"] for test in graded.collected] == ["test_double"]
    assert list(graded.results) == ["test_double"]


def test_a_public_run_without_public_tests_is_graded(grade: Grade) -> None:
    graded = grade(PROGRAM, "import pytest\n@pytest.mark.hidden\ndef test_x(): pass", select="public")
    assert graded.finished["status"] == "graded"
    assert graded.collected == []


def test_ids_carry_the_case_and_the_file_only_where_needed(grade: Grade) -> None:
    cases = "import pytest\n@pytest.mark.parametrize('n', [1, 2], ids=['one', 'two'])\ndef test_n(n): pass\n"
    graded = grade("", {"test_a.py": cases + "def test_same(): pass", "test_b.py": "def test_same(): pass"})
    assert list(graded.results) == ["test_n[one]", "test_n[two]", "test_a.py::test_same", "test_b.py::test_same"]


def test_helpers_beside_the_tests_can_be_imported(grade: Grade) -> None:
    graded = grade("", {"helper.py": "N = 3", "test_it.py": "from helper import N\ndef test_n(): assert N == 3"})
    assert graded.outcomes == {"test_n": "passed"}


@pytest.mark.parametrize(
    "marker",
    ["points", "points(-1)", "points('two')", "points(float('nan'))", "hidden(1)", "title(en='x')", "title('a', 'b')"],
)
def test_a_wrong_marker_is_the_authors_error(grade: Grade, marker: str) -> None:
    graded = grade("", f"import pytest\n@pytest.mark.{marker}\ndef test_x(): pass")
    assert graded.finished["status"] == "error"
    assert "test_x" in graded.finished["detail"]
    assert graded.results == {}


def test_an_unknown_marker_is_the_authors_error(grade: Grade) -> None:
    graded = grade("", "import pytest\n@pytest.mark.pionts(2)\ndef test_x(): pass")
    assert graded.finished["status"] == "error"
    assert "pionts" in graded.finished["detail"]


def test_a_broken_test_file_is_the_authors_error(grade: Grade) -> None:
    graded = grade("", "def test_x(:")
    assert graded.finished["status"] == "error"
    assert "SyntaxError" in graded.finished["detail"]
    assert set(graded.finished["message"]) == {"en", "ko"}


def test_an_error_while_a_test_file_is_read_shows_the_authors_lines_alone(grade: Grade) -> None:
    graded = grade("", "from pathlib import Path\nDATA = Path('pairs.csv').read_text()\ndef test_x(): pass")
    assert "FileNotFoundError: [Errno 2] No such file or directory: 'pairs.csv'" in graded.finished["detail"]
    assert graded.finished["detail"].count('  File "') == 1


def test_no_tests_at_all_is_the_authors_error(grade: Grade) -> None:
    assert grade("", "").finished["status"] == "error"


def test_an_error_of_a_test_that_asked_nothing_is_the_authors(grade: Grade, tmp_path: Path) -> None:
    graded = grade("", "def test_x(): 1 / 0\ndef test_y(): pass")
    assert graded.outcomes == {"test_x": "error", "test_y": "passed"}
    assert graded.finished["status"] == "graded"
    assert graded.finished["detail"] == ""
    assert "ZeroDivisionError" in (tmp_path / "tests.log").read_text()


def test_an_error_after_an_answer_is_the_submissions(grade: Grade) -> None:
    graded = grade("x = 'no array'", "def test_x(submission): submission.value('x').shape")
    assert graded.outcomes == {"test_x": "failed"}
    assert "AttributeError" in graded.message("test_x")


def test_a_broken_fixture_is_the_authors_error(grade: Grade) -> None:
    tests = "import pytest\n@pytest.fixture\ndef data(): return 1 / 0\ndef test_x(data): pass"
    assert grade("", tests).outcomes == {"test_x": "error"}


def test_a_fixture_that_stumbles_over_an_answer_is_a_failure(grade: Grade) -> None:
    tests = """
    import pytest

    @pytest.fixture
    def first(submission):
        return submission.function("double")(3)[0]

    def test_first(first):
        assert first == 6
    """
    assert grade(PROGRAM, tests).outcomes == {"test_first": "failed"}


def test_a_call_that_takes_too_long_is_told_apart(grade: Grade) -> None:
    tests = """
    def test_slow(submission):
        submission.function("forever")(timeout=0.2)

    def test_wrong(submission):
        assert submission.function("double")(1) == 3
    """
    program = PROGRAM + "\ndef forever():\n    while True:\n        pass\n"
    results = grade(program, tests).results
    assert {name: result["too_slow"] for name, result in results.items()} == {"test_slow": True, "test_wrong": False}


def test_partial_credit(grade: Grade) -> None:
    tests = """
    import pytest
    from grader.testkit import say
    @pytest.mark.points(4)
    def test_x(partial):
        partial(0.25, say(en="a quarter", ko="4분의 1"))
    """
    result = grade("", tests).results["test_x"]
    assert (result["outcome"], result["points"], result["max_points"]) == ("partial", 1.0, 4.0)
    assert result["message"] == {"en": "a quarter", "ko": "4분의 1"}


def test_a_failure_beats_partial_credit(grade: Grade) -> None:
    result = grade("", "def test_x(partial):\n    partial(0.5)\n    assert False").results["test_x"]
    assert (result["outcome"], result["points"]) == ("failed", 0.0)


def test_partial_needs_a_share(grade: Grade) -> None:
    assert grade("", "def test_x(partial): partial(1.5)").outcomes == {"test_x": "error"}


def test_a_skipped_test_is_not_run(grade: Grade) -> None:
    graded = grade("", "import pytest\ndef test_x(): pytest.skip('no GPU here')")
    assert graded.outcomes == {"test_x": "not_run"}
    assert graded.message("test_x") == "no GPU here"


def test_what_a_test_prints_does_not_matter(grade: Grade) -> None:
    graded = grade("", "def test_x(): print('x' * 10_000_000)")
    assert graded.outcomes == {"test_x": "passed"}


def test_a_passed_run_leaves_no_files_behind(grade: Grade, tmp_path: Path) -> None:
    grade(PROGRAM, TESTS)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["submission", "tests", "work"]


def test_measures_go_with_their_test(grade: Grade) -> None:
    tests = """
    from grader.testkit import check_at_most

    def test_first(submission):
        check_at_most(0.25, 0.5, what="the loss")

    def test_second(submission):
        pass
    """
    results = grade(PROGRAM, tests).results
    assert results["test_first"]["measures"] == [
        {"name": "the loss", "value": 0.25, "bound": "at most", "threshold": 0.5}
    ]
    assert results["test_second"]["measures"] == []


def test_stopping_early_leaves_out_what_follows_the_first_failure(grade: Grade) -> None:
    tests = """
    def test_a(submission):
        pass

    def test_b(submission):
        assert submission.function("double")(1) == 3

    def test_c(submission):
        pass
    """
    graded = grade(PROGRAM, tests, stop_early=True)
    assert graded.outcomes == {"test_a": "passed", "test_b": "failed", "test_c": "not_run"}
    assert graded.finished["status"] == "graded"


SEEDED = """
import random
loaded = random.random()

def draw(rng=None):
    return random.random() if rng is None else rng.random()
"""
DRAWS = """
import numpy as np

def test_draws(submission):
    assert [submission.value("loaded"), submission.function("draw")(seed=5), submission.seed] == {}
"""


def test_a_trial_seed_moves_the_program_and_the_calls(grade: Grade) -> None:
    said = [grade(SEEDED, DRAWS, seed=seed).message("test_draws") for seed in (1, 1, 2)]
    assert said[0] == said[1] != said[2]


def test_a_trial_tells_whether_anything_was_answered_otherwise(grade: Grade) -> None:
    tests = """
    def test_positive(submission):
        assert submission.function("draw")(seed=5) >= 0
    """
    constant = "def draw():\n    return 0.5\n"
    assert (
        grade(SEEDED, tests, seed=1).finished["answers_digest"]
        != grade(SEEDED, tests, seed=2).finished["answers_digest"]
    )
    assert (
        grade(constant, tests, seed=1).finished["answers_digest"]
        == grade(constant, tests, seed=2).finished["answers_digest"]
    )
    assert grade(SEEDED, tests).finished["answers_digest"] == grade(constant, tests).finished["answers_digest"]


def test_without_a_trial_seed_calls_have_their_own(grade: Grade) -> None:
    tests = """
    import random

    def test_draw(submission):
        random.seed(5)
        assert submission.function("draw")(seed=5) == random.random()
        assert submission.seed == 0
    """
    assert grade(SEEDED, tests).outcomes == {"test_draw": "passed"}
