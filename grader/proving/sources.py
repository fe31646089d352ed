"""What the solution, the starter, the alternatives and the known-wrong attempts of an exercise must score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from courses.folders.exercise_checks import UNJUDGEABLE
from courses.folders.exercise_folder import ExerciseFolder, Source, WrongAttempt
from courses.folders.sources import function_name, without_file
from courses.text import FALLBACK_LANGUAGE, LANGUAGES, Text
from grader.errors import BrokenTests, GradingProblem
from grader.judging.verdicts import TestReport, Verdict
from grader.testkit.text import default_title

Judged = Mapping[str, Verdict | GradingProblem]
"""What came of judging an exercise's sources, by their paths in its folder."""


def right_sources(folder: ExerciseFolder) -> tuple[Source, ...]:
    """Return the sources that must score all points: the solution and the alternatives."""
    return (folder.solution, *folder.alternatives)


def is_right(result: object) -> bool:
    """Whether this is a verdict with all points and every test passed, be it worth a point or none."""
    return (
        isinstance(result, Verdict)
        and result.status == "graded"
        and result.score == result.max_score
        and all(report.outcome == "passed" for report in result.reports)
    )


def failing(verdict: Verdict) -> tuple[str, ...]:
    """Return the ids of the tests that were run and not passed."""
    return tuple(report.id for report in verdict.reports if report.outcome not in {"passed", "not_run"})


def broken(verdict: Verdict) -> tuple[str, ...]:
    """Return the ids of the tests that stopped over an error of their own."""
    return tuple(report.id for report in verdict.reports if report.outcome == "error")


def problems_of(folder: ExerciseFolder, judged: Judged) -> Iterator[str]:
    """Yield what is wrong with an exercise, one sentence each.

    With a solution that is not right nothing else can be proved, so nothing else is told then. Nothing is told of an
    alternative or a wrong attempt that was not judged.
    """
    if found := list(_told_of(folder.solution, judged, partial(_solution_problems, folder))):
        yield from found
        return
    yield from _told_of(folder.starter_source, judged, _starter_problems)
    for alternative in folder.alternatives:
        if alternative.path in judged:
            yield from _told_of(alternative, judged, _right_problems)
    for attempt in folder.wrong:
        if attempt.path in judged:
            yield from _told_of(attempt, judged, partial(wrong_problems, attempt))


def _told_of(source: Source, judged: Judged, check: Callable[[Verdict], Iterator[str]]) -> Iterator[str]:
    verdict = judged[source.path]
    if isinstance(verdict, GradingProblem):
        ours = "" if isinstance(verdict, BrokenTests) else ", for a reason of ours"
        yield f"{source.path}: could not be judged{ours}: {verdict}"
    else:
        yield from (f"{source.path}: {problem}" for problem in check(verdict))


def _right_problems(verdict: Verdict) -> Iterator[str]:
    if verdict.status != "graded":
        yield f"{verdict.status} instead of graded: {_told(verdict)}"
        return
    if verdict.score != verdict.max_score:
        yield f"scores {verdict.score} of {verdict.max_score} instead of all"
    for report in verdict.reports:
        if report.outcome != "passed":
            yield f"{report.id} {report.outcome}: {_why(report)}"


def _solution_problems(folder: ExerciseFolder, verdict: Verdict) -> Iterator[str]:
    yield from _right_problems(verdict)
    if verdict.status != "graded":
        return
    for report in verdict.reports:
        if report.title == default_title(report.id):
            yield f'{report.id} has no title: @pytest.mark.title(en="…", ko="…") is what students read'
        if missing := [language for language in LANGUAGES if not report.title.get(language, "").strip()]:
            yield f"{report.id} has no title in {' and '.join(missing)}"
    total = sum((report.max_points for report in verdict.reports), Decimal(0))
    if total != folder.points:
        sums = f"the tests give {total} points together, but exercise.yaml says {folder.points}"
        yield f"{sums}; each case of a parametrized test counts"


def _starter_problems(verdict: Verdict) -> Iterator[str]:
    yield from _breaking(verdict)
    if verdict.status == "graded" and verdict.score == verdict.max_score:
        yield "scores all points without a change"


def wrong_problems(attempt: WrongAttempt, verdict: Verdict) -> Iterator[str]:
    """Yield in what a known-wrong attempt's verdict differs from what the attempt names."""
    if attempt.fails == (UNJUDGEABLE,):
        if verdict.status != "failed":
            yield f"should not be judgeable, but was {verdict.status}"
        return
    if verdict.status != "graded":
        yield f"{verdict.status} instead of graded: {_told(verdict)}"
        return
    yield from _breaking(verdict)
    for report in verdict.reports:
        named, passed = _is_named(report, attempt.fails), report.outcome == "passed"
        is_chance = _is_named(report, attempt.may_fail)
        if named and passed:
            yield f"should fail {report.id}, but passes it"
        if named and report.outcome == "not_run":
            yield f"should fail {report.id}, which is skipped"
        if not named and not passed and not is_chance:
            yield f"fails {report.id}, which it does not name: {_why(report)}"
    for name in (*attempt.fails, *attempt.may_fail):
        if not any(_is_named(report, (name,)) for report in verdict.reports):
            yield f"names {name}, which is no test that was run"


def _breaking(verdict: Verdict) -> Iterator[str]:
    for report in verdict.reports:
        if report.outcome == "error":
            yield f"breaks {report.id}, so that a student would be told that the test is at fault: {_why(report)}"


def _is_named(report: TestReport, names: tuple[str, ...]) -> bool:
    """Whether one of the names is this test's id, or its function's bare name, which covers all of its cases."""
    known_as = (report.id, without_file(report.id), function_name(report.id))
    return any(name in known_as for name in names)


def _why(report: TestReport) -> str:
    """Return what an author needs to know of a test that did not pass: where it stopped, and what it measured."""
    measured = [f"{m.name} {m.value:.6g} ({m.bound} {m.threshold:g})" for m in report.measures]
    cause = report.cause or _english(report.message).partition("\n")[0]
    return "; ".join([cause, *measured])


def _told(verdict: Verdict) -> str:
    return " ".join(part for part in (_english(verdict.message), verdict.detail) if part)


def _english(text: Text | None) -> str:
    return (text or {}).get(FALLBACK_LANGUAGE, "")
