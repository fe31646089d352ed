"""Proving exercises by mutants of their solutions: each should be noticed by a test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from courses.folders.exercise_folder import ExerciseFolder
from courses.folders.exercise_settings import MutantChange
from grader.errors import GradingProblem
from grader.judging.jobs import Trial
from grader.proving.durations import promised
from grader.proving.judging_many import ManyJudge, Result, Task, in_turn
from grader.proving.mutants import Mutant, mutants_of
from grader.proving.proofs import Fate, MutantReport, MutantResult
from grader.proving.sources import broken, failing, is_right

MUTANT_TIMES, MUTANT_SECONDS = 10, 5
"""A mutant gets so many times what the solution usually takes, and so many seconds more: some loop for ever."""


def prove_mutants(
    folders: Mapping[str, ExerciseFolder],
    judge: ManyJudge,
    seconds: Mapping[str, float],
    part: tuple[int, int],
    until: float | None,
) -> dict[str, MutantReport]:
    """Return what became of the mutants of every exercise; ``seconds`` is what its solution took just now.

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
                    trial=_trial(max(folder.usually_seconds, promised(seconds[name]))),
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
        name: MutantReport(
            results=tuple(results[name]),
            mark_problems=tuple(_wrong_marks(folder.equivalent, made[name])),
            left_out=len(made[name]) - len(results[name]),
        )
        for name, folder in folders.items()
    }


def _trial(usually_seconds: float) -> Trial:
    """Return how a mutant is judged. Its seed is always the same, so that its fate is no luck.

    Its time limit comes from a rounded number of seconds, so that the next proof knows its verdict again.
    """
    return Trial(seed=1, stop_early=True, seconds=round(usually_seconds * MUTANT_TIMES + MUTANT_SECONDS))


def _is_of_part(mutant: Mutant, part: tuple[int, int]) -> bool:
    which, parts = part
    return int(mutant.key, 16) % parts == which % parts


def _mutant_result(mutant: Mutant, folder: ExerciseFolder, result: Result) -> MutantResult:
    mark = next((change for change in folder.equivalent if mutant.is_marked(change)), None)
    found = MutantResult(mutant=mutant, fate=Fate.NOT_RUN, reason=mark.reason if mark else "")
    if result is None:
        return found
    if isinstance(result, GradingProblem):
        return replace(found, fate=Fate.ERROR, error=str(result))
    if is_right(result):
        return replace(found, fate=Fate.EQUIVALENT if mark else Fate.SURVIVED)
    if result.too_slow:
        return replace(found, fate=Fate.TOO_SLOW)
    if mark and mark.by_chance and not broken(result):
        return replace(found, fate=Fate.EQUIVALENT)
    by = next(iter(failing(result)), "a program that cannot be run")
    return replace(found, fate=Fate.KILLED, by=by, breaks=broken(result))


def _wrong_marks(marks: Iterable[MutantChange], mutants: Iterable[Mutant]) -> Iterator[str]:
    known = list(mutants)
    for mark in marks:
        fitting = [mutant for mutant in known if mutant.is_marked(mark)]
        change = f"{mark.before} → {mark.after}"
        if not fitting:
            yield f"mutants.yaml marks a change that is no mutant of the solution: {change}"
        if len(fitting) > 1:
            by = "`line:`" if fitting[0].cell is None else "`line:` and `cell:`"
            where = ", ".join(mutant.place for mutant in fitting)
            yield f"mutants.yaml marks a change of several mutants; say which by {by}: {where}: {change}"
