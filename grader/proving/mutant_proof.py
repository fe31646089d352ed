"""Proving exercises by mutants of their solutions: each should be noticed by a test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from courses.exercise_folder import ExerciseFolder
from courses.exercise_settings import MutantChange
from grader.errors import GradingProblem
from grader.jobs import Trial
from grader.proving.judging_many import ManyJudge, Result, Task, in_turn
from grader.proving.mutants import Mutant, mutants_of
from grader.proving.proofs import Fate, MutantReport, MutantResult
from grader.proving.sources import failing, is_right

MUTANT_TIMES, MUTANT_SECONDS = 10, 5
"""A mutant gets so many times what the solution usually takes, and so many seconds more: some loop for ever."""


def prove_mutants(
    folders: Mapping[str, ExerciseFolder], judge: ManyJudge, part: tuple[int, int], until: float | None
) -> dict[str, MutantReport]:
    """Return what became of the mutants of every exercise.

    ``part`` (k, n) runs only the k-th of n parts; none is begun after ``until``, a time of `time.monotonic`.
    """
    made = {name: mutants_of(folder) for name, folder in folders.items()}
    tasks = in_turn(
        [
            (
                mutant,
                Task(
                    exercise=name,
                    folder=folder,
                    source=mutant.source,
                    trial=Trial(stop_early=True, seconds=round(folder.usually_seconds * MUTANT_TIMES + MUTANT_SECONDS)),
                ),
            )
            for mutant in made[name]
            if _is_of_part(mutant, part)
        ]
        for name, folder in folders.items()
    )
    results: dict[str, list[MutantResult]] = defaultdict(list)
    judged = judge.all("mutants", [task for _, task in tasks], until)
    for (mutant, task), result in zip(tasks, judged, strict=True):
        results[task.exercise].append(_mutant_result(mutant, task.folder, result))
    return {
        name: MutantReport(results=tuple(results[name]), stale=tuple(_stale(folder.equivalent, made[name])))
        for name, folder in folders.items()
    }


def _is_of_part(mutant: Mutant, part: tuple[int, int]) -> bool:
    which, parts = part
    return int(mutant.key, 16) % parts == which % parts


def _mutant_result(mutant: Mutant, folder: ExerciseFolder, result: Result) -> MutantResult:
    mark = next((change for change in folder.equivalent if mutant.is_marked(change)), None)
    reason = mark.reason if mark else ""
    if result is None or isinstance(result, GradingProblem):
        return MutantResult(mutant=mutant, fate=Fate.NOT_RUN, by=str(result or "the time was up"), reason=reason)
    if is_right(result):
        return MutantResult(mutant=mutant, fate=Fate.EQUIVALENT if mark else Fate.SURVIVED, reason=reason)
    by = next(iter(failing(result)), "a program that cannot be run")
    return MutantResult(mutant=mutant, fate=Fate.KILLED, by=by, reason=reason)


def _stale(marks: Iterable[MutantChange], mutants: Iterable[Mutant]) -> list[str]:
    known = list(mutants)
    return [f"{mark.before} → {mark.after}" for mark in marks if not any(m.is_marked(mark) for m in known)]
