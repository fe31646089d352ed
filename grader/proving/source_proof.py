"""Proving exercises by their own sources: solution, starter, alternatives and known-wrong attempts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from courses.folders.exercise_folder import ExerciseFolder
from grader.errors import GradingProblem
from grader.judging.jobs import PLAIN, Trial
from grader.judging.verdicts import Verdict
from grader.proving.choosing import WHOLE, chosen_sources
from grader.proving.judging_many import ManyJudge, Result, Task, in_turn
from grader.proving.proofs import Proof, SourceResult
from grader.proving.sources import failing, is_right, problems_of

KNOWN = Trial(seed=0)
"""How known-wrong attempts are judged: what exactly they fail must be no luck."""


def prove_sources(
    folders: Mapping[str, ExerciseFolder], judge: ManyJudge, part: tuple[int, int] = WHOLE
) -> dict[str, Proof]:
    """Return every exercise's proof by its sources; where the solution is not right, nothing else is judged.

    ``part`` (k, n) leaves out all but the k-th of n parts of alternatives and wrong attempts: `chosen_sources`.
    """
    first = [Task(exercise=name, folder=folder, source=folder.solution) for name, folder in folders.items()]
    judged: dict[str, dict[str, Result]] = defaultdict(dict)
    for task, result in zip(first, judge.all("solutions", first), strict=True):
        judged[task.exercise][task.source.path] = result
    right = {task.exercise for task in first if is_right(judged[task.exercise][task.source.path])}
    others = in_turn(
        [
            Task(exercise=name, folder=folder, source=source, trial=KNOWN if source in folder.wrong else PLAIN)
            for source in chosen_sources(folder, part)
        ]
        for name, folder in folders.items()
        if name in right
    )
    for task, result in zip(others, judge.all("starters, alternatives, wrong attempts", others), strict=True):
        judged[task.exercise][task.source.path] = result
    return {name: _proof(name, folder, judged[name]) for name, folder in folders.items()}


def _proof(name: str, folder: ExerciseFolder, results: Mapping[str, Result]) -> Proof:
    judged = {path: result for path, result in results.items() if result is not None}
    return Proof(
        exercise=name,
        title=folder.title,
        usually_seconds=folder.usually_seconds,
        seconds=None,
        sources=tuple(_source_result(path, judged[path]) for path in judged),
        source_problems=tuple(problems_of(folder, judged)),
    )


def _source_result(path: str, result: Verdict | GradingProblem) -> SourceResult:
    if isinstance(result, GradingProblem):
        return SourceResult(path=path, status="error", score="0", failing=(), seconds=0)
    return SourceResult(
        path=path,
        status=str(result.status),
        score=str(result.score if result.score is not None else Decimal(0)),
        failing=failing(result),
        seconds=result.seconds.get("total", 0.0),
    )
