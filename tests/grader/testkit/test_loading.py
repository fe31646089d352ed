"""Programs that cannot be judged, and programs that go away later."""

from __future__ import annotations

import pytest

from tests.grader.testkit.conftest import Grade

TESTS = """
def test_a(submission):
    assert submission.value("x") == 1

def test_b():
    pass
"""


@pytest.mark.parametrize(
    ("program", "words", "line"),
    [
        ("x = 1\ndef f(:\n    pass", "syntax error on line 2", 2),
        ("x = 1\ny = x / 0", "ZeroDivisionError on line 2", 2),
        ("import sys\nsys.exit()", "ended the program by itself on line 2", 2),
        ("x = input()", "calls input() on line 1", 1),
        ("raise MemoryError", "more memory than this exercise allows on line 1", 1),
        ("import os\nos._exit(0)", "process of your code ended", None),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "process of your code ended", None),
        ("class E(BaseException): pass\nraise E('odd')", "stopped with E on line 2: odd", 2),
    ],
)
def test_a_program_that_cannot_be_judged(grade: Grade, program: str, words: str, line: int | None) -> None:
    graded = grade(program, TESTS)
    assert graded.finished["status"] == "failed"
    assert words in graded.finished["message"]["en"]
    assert graded.finished["message"]["ko"]
    assert graded.finished["line"] == line
    assert graded.outcomes == {"test_a": "not_run", "test_b": "not_run"}
    assert {result["points"] for result in graded.results.values()} == {0.0}


def test_the_students_traceback_comes_along(grade: Grade) -> None:
    detail = grade("def f():\n    return 1 / 0\nf()", TESTS).finished["detail"]
    assert "return 1 / 0" in detail
    assert "sandbox" not in detail


def test_an_endless_program_is_stopped_where_it_stands(grade: Grade) -> None:
    graded = grade("x = 1\nwhile True:\n    x += 1", TESTS, seconds=1)
    assert graded.finished["status"] == "failed"
    assert "still running when the 1 s for it were up on line" in graded.finished["message"]["en"]
    assert graded.finished["line"] in {2, 3}
    assert graded.finished["detail"].rstrip().endswith("\nTimeLimitReached")


def test_the_jobs_deadline_during_load(grade: Grade) -> None:
    graded = grade("import time\ntime.sleep(60)", TESTS, deadline=0.3)
    assert graded.finished["status"] == "failed"
    assert "time was up" in graded.finished["message"]["en"]


def test_the_jobs_deadline_during_the_tests(grade: Grade) -> None:
    tests = """
    def test_a(submission): assert submission.value("x") == 1
    def test_b(submission): submission.function("wait")()
    def test_c(submission): submission.value("x")
    """
    graded = grade("import time\nx = 1\ndef wait(): time.sleep(60)", tests, deadline=0.7)
    assert graded.finished["status"] == "graded"
    assert graded.outcomes == {"test_a": "passed", "test_b": "failed", "test_c": "failed"}
    assert "time for the whole submission was up" in graded.message("test_b")


def test_a_process_that_leaves_in_a_call_costs_what_is_left(grade: Grade) -> None:
    tests = """
    def test_a(submission): submission.value("leave")
    def test_b(submission): submission.function("leave")()
    def test_c(submission): submission.value("leave")
    """
    graded = grade("import os\ndef leave(): os._exit(0)", tests)
    assert graded.finished["status"] == "graded"
    assert graded.outcomes == {"test_a": "passed", "test_b": "failed", "test_c": "failed"}
    assert "process of your code has ended" in graded.message("test_c")


def test_seconds_are_measured(grade: Grade) -> None:
    seconds = grade("import time\ntime.sleep(0.2)\nx = 1", TESTS).finished["seconds"]
    assert seconds["submission"] >= 0.2
    assert seconds["tests"] > 0
