"""Proves an exercise: its solution, its starter and its known-wrong attempts, each judged as a student's work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from courses.exercise_checks import UNJUDGEABLE
from courses.exercise_folder import ExerciseFolder, Source, WrongAttempt
from courses.sources import function_name, without_file
from courses.text import FALLBACK_LANGUAGE, LANGUAGES, Text
from grader.errors import GradingProblem
from grader.verdicts import TestReport, Verdict

Judge = Callable[[Source], Verdict]
"""Judges a source of the exercise by all tests; may raise `GradingProblem`."""


def problems_of(folder: ExerciseFolder, judge: Judge) -> Iterator[str]:
    """Yield what is wrong with an exercise, one sentence each.

    With a solution that is not right nothing else can be proved, so nothing else is judged then.
    """
    if broken := list(_judged(folder.solution, judge, partial(_solution_problems, folder))):
        yield from broken
        return
    yield from _judged(folder.starter_source, judge, _starter_problems)
    for alternative in folder.alternatives:
        yield from _judged(alternative, judge, _right_problems)
    for attempt in folder.wrong:
        yield from _judged(attempt, judge, partial(_wrong_problems, attempt))


def _judged(source: Source, judge: Judge, check: Callable[[Verdict], Iterator[str]]) -> Iterator[str]:
    try:
        verdict = judge(source)
    except GradingProblem as error:
        yield f"{source.path}: could not be judged, for a reason of ours: {error}"
        return
    yield from (f"{source.path}: {problem}" for problem in check(verdict))


def _right_problems(verdict: Verdict) -> Iterator[str]:
    if verdict.status != "graded":
        yield f"{verdict.status} instead of graded: {_told(verdict)}"
        return
    if verdict.score != verdict.max_score:
        yield f"scores {verdict.score} of {verdict.max_score} instead of all"
    for report in verdict.reports:
        if report.outcome != "passed":
            yield f"{report.id} {report.outcome}: {_first_line(report)}"


def _solution_problems(folder: ExerciseFolder, verdict: Verdict) -> Iterator[str]:
    yield from _right_problems(verdict)
    if verdict.status != "graded":
        return
    for report in verdict.reports:
        if missing := [language for language in LANGUAGES if not report.title.get(language, "").strip()]:
            yield f"{report.id} has no title in {' and '.join(missing)}"
    total = sum((report.max_points for report in verdict.reports), Decimal(0))
    if total != folder.points:
        yield f"the tests give {total} points together, but exercise.yaml says {folder.points}"


def _starter_problems(verdict: Verdict) -> Iterator[str]:
    if verdict.status == "graded" and verdict.score == verdict.max_score:
        yield "scores all points without a change"


def _wrong_problems(attempt: WrongAttempt, verdict: Verdict) -> Iterator[str]:
    if attempt.fails == (UNJUDGEABLE,):
        if verdict.status != "failed":
            yield f"should not be judgeable, but was {verdict.status}"
        return
    if verdict.status != "graded":
        yield f"{verdict.status} instead of graded: {_told(verdict)}"
        return
    for report in verdict.reports:
        named, passed = _is_named(report, attempt.fails), report.outcome == "passed"
        if named and passed:
            yield f"should fail {report.id}, but passes it"
        if not named and not passed:
            yield f"fails {report.id}, which it does not name: {_first_line(report)}"
    for name in attempt.fails:
        if not any(_is_named(report, (name,)) for report in verdict.reports):
            yield f"names {name}, which is no test that was run"


def _is_named(report: TestReport, names: tuple[str, ...]) -> bool:
    """Whether one of the names is this test's id, or its function's bare name, which covers all of its cases."""
    known_as = (report.id, without_file(report.id), function_name(report.id))
    return any(name in known_as for name in names)


def _first_line(report: TestReport) -> str:
    return _english(report.message).partition("\n")[0]


def _told(verdict: Verdict) -> str:
    return " ".join(part for part in (_english(verdict.message), verdict.detail) if part)


def _english(text: Text | None) -> str:
    return (text or {}).get(FALLBACK_LANGUAGE, "")
