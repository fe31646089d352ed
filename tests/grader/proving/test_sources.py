"""What an exercise's sources must score."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from grader.errors import BrokenTests, GradingProblem, SandboxProblem
from grader.judging.verdicts import Measured, TestReport, Verdict
from grader.proving.sources import problems_of
from tests.courses.examples import exercise_files

FOLDER = read_exercise(exercise_files())
IDS = ("test_one", "test_any[three]", "test_any[minus]")


def graded(*failing: str, title: dict[str, str] | None = None, points: int = 10) -> Verdict:
    reports = tuple(
        TestReport(
            id=name,
            title=title or {"en": name, "ko": name},
            hidden=False,
            points=Decimal(0 if name in failing else 1),
            max_points=Decimal(points - 2 if name == "test_one" else 1),
            outcome="failed" if name in failing else "passed",
            message={"en": "Wrong.\nMore.", "ko": "틀렸습니다."} if name in failing else None,
        )
        for name in IDS
    )
    return Verdict(status="graded", score=Decimal(1 if failing else 10), max_score=Decimal(10), reports=reports)


FAILED = Verdict(status="failed", score=Decimal(0), max_score=Decimal(10), message={"en": "Syntax.", "ko": "문법."})
RIGHT = {"solution.py": graded(), "starter.py": FAILED, "wrong/constant.py": graded(*IDS[1:])}


def problems(verdicts: dict[str, Verdict | GradingProblem], folder: ExerciseFolder = FOLDER) -> list[str]:
    return list(problems_of(folder, {**RIGHT, **verdicts}))


def test_a_good_exercise_has_no_problems() -> None:
    assert problems({}) == []


def test_a_solution_must_score_all() -> None:
    assert problems({"solution.py": graded("test_one")}) == [
        "solution.py: scores 1 of 10 instead of all",
        "solution.py: test_one failed: Wrong.",
    ]


def test_a_solution_must_be_judgeable() -> None:
    assert problems({"solution.py": FAILED}) == ["solution.py: failed instead of graded: Syntax."]


def test_an_author_reads_where_a_test_stopped_and_what_it_measured() -> None:
    verdict = graded("test_one")
    loss = Measured(name="loss", value=0.31, bound="at most", threshold=0.25)
    first = replace(verdict.reports[0], cause="tests/test_a.py:7: Mismatch: Too much.", measures=(loss,))
    found = problems({"solution.py": replace(verdict, reports=(first, *verdict.reports[1:]))})
    assert found[1] == (
        "solution.py: test_one failed: tests/test_a.py:7: Mismatch: Too much.; loss 0.31 (at most 0.25)"
    )


def test_a_test_needs_a_title_of_its_own() -> None:
    found = problems({"solution.py": graded(title={"en": "one", "ko": "one"})})
    assert [problem.split(":")[1] for problem in found] == [" test_one has no title"]


def test_titles_must_stand_in_both_languages() -> None:
    found = problems({"solution.py": graded(title={"en": "T", "ko": " "})})
    assert found == [f"solution.py: {name} has no title in ko" for name in IDS]


def test_points_must_add_up() -> None:
    found = problems({"solution.py": graded(points=9)})
    assert found == [
        (
            "solution.py: the tests give 9 points together, but exercise.yaml says 10; "
            "each case of a parametrized test counts"
        )
    ]


def test_a_starter_must_not_score_all() -> None:
    assert problems({"starter.py": graded()}) == ["starter.py: scores all points without a change"]


def test_a_wrong_attempt_must_fail_every_case_that_it_names() -> None:
    found = problems({"wrong/constant.py": graded(IDS[1])})
    assert found == ["wrong/constant.py: should fail test_any[minus], but passes it"]


def test_a_wrong_attempt_must_fail_nothing_else() -> None:
    found = problems({"wrong/constant.py": graded(*IDS)})
    assert found == ["wrong/constant.py: fails test_one, which it does not name: Wrong."]


def test_a_wrong_attempt_must_be_judged() -> None:
    assert problems({"wrong/constant.py": FAILED}) == ["wrong/constant.py: failed instead of graded: Syntax."]


def test_one_case_can_be_named() -> None:
    folder = read_exercise(exercise_files(**{"wrong/constant.py": b"# fails: test_any[three]\n"}))
    assert problems({"wrong/constant.py": graded(IDS[1])}, folder) == []


def test_a_named_case_must_have_run() -> None:
    folder = read_exercise(exercise_files(**{"wrong/constant.py": b"# fails: test_any[four], test_one\n"}))
    found = problems({"wrong/constant.py": graded("test_one")}, folder)
    assert found == ["wrong/constant.py: names test_any[four], which is no test that was run"]


def test_chance_may_decide_about_a_test_that_is_named_so() -> None:
    folder = read_exercise(exercise_files(**{"wrong/constant.py": b"# fails: test_any\n# may fail: test_one\n"}))
    assert problems({}, folder) == []
    assert problems({"wrong/constant.py": graded(*IDS)}, folder) == []


def test_an_attempt_may_be_one_that_cannot_be_judged() -> None:
    folder = read_exercise(exercise_files(**{"wrong/constant.py": b"# fails: *\n"}))
    assert problems({"wrong/constant.py": FAILED}, folder) == []
    assert problems({}, folder) == ["wrong/constant.py: should not be judgeable, but was graded"]


def test_an_error_of_ours_is_a_problem_of_the_exercise() -> None:
    found = problems({"solution.py": SandboxProblem("the sandbox is gone")})
    assert found == ["solution.py: could not be judged, for a reason of ours: the sandbox is gone"]


def test_broken_tests_are_the_authors() -> None:
    found = problems({"solution.py": BrokenTests("the tests cannot be run")})
    assert found == ["solution.py: could not be judged: the tests cannot be run"]


def test_an_alternative_must_score_all() -> None:
    folder = read_exercise(exercise_files(**{"alternatives/other.py": b"def double(x):\n    return x + x\n"}))
    assert problems({"alternatives/other.py": graded()}, folder) == []
    assert problems({"alternatives/other.py": graded("test_one")}, folder) == [
        "alternatives/other.py: scores 1 of 10 instead of all",
        "alternatives/other.py: test_one failed: Wrong.",
    ]
