"""Proving exercises by right work under many random seeds: it must pass under every one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from courses.exercise_folder import ExerciseFolder
from grader.jobs import Trial
from grader.proving.judging_many import ManyJudge, Task, in_turn
from grader.proving.proofs import SeedReport
from grader.proving.seeded import under_seed
from grader.proving.sources import failing, is_right, right_sources
from grader.proving.spread import spread
from grader.verdicts import Verdict

FIRST_SEEDS = 3
"""A source that gives the same under these is taken not to depend on the seed."""
Folders = Mapping[str, ExerciseFolder]
Verdicts = dict[tuple[str, str], list[Verdict]]
"""By the exercise's name and the source's path."""


def prove_seeds(
    folders: Folders, judge: ManyJudge, seeds: int, until: float | None
) -> dict[str, tuple[SeedReport, ...]]:
    """Return how every right source of every exercise fares under ``seeds`` seeds, from 1.

    None is begun after ``until``, a time of `time.monotonic`.
    """
    verdicts: Verdicts = defaultdict(list)
    _judge_seeds(folders, judge, range(1, min(seeds, FIRST_SEEDS) + 1), verdicts, until)
    moving = {key for key, found in verdicts.items() if len({_fingerprint(verdict) for verdict in found}) > 1}
    _judge_seeds(folders, judge, range(FIRST_SEEDS + 1, seeds + 1), verdicts, until, only=moving)
    return {
        name: tuple(
            _seed_report(source.path, verdicts[name, source.path], is_stochastic=(name, source.path) in moving)
            for source in right_sources(folder)
        )
        for name, folder in folders.items()
    }


def _judge_seeds(  # noqa: PLR0917
    folders: Folders,
    judge: ManyJudge,
    seeds: range,
    verdicts: Verdicts,
    until: float | None,
    only: set[tuple[str, str]] | None = None,
) -> None:
    tasks = in_turn(
        [
            (
                source.path,
                Task(exercise=name, folder=folder, source=under_seed(source, seed), trial=Trial(seed=seed)),
            )
            for seed in seeds
            for source in right_sources(folder)
            if only is None or (name, source.path) in only
        ]
        for name, folder in folders.items()
    )
    judged = judge.all(f"seeds {seeds.start} to {seeds.stop - 1}", [task for _, task in tasks], until)
    for (path, task), result in zip(tasks, judged, strict=True):
        if isinstance(result, Verdict):
            verdicts[task.exercise, path].append(result)


def _fingerprint(verdict: Verdict) -> tuple[object, ...]:
    """Return what would differ if the seed mattered: outcomes and measures."""
    return tuple((r.id, r.outcome, tuple(measure.value for measure in r.measures)) for r in verdict.reports)


def _seed_report(path: str, verdicts: list[Verdict], *, is_stochastic: bool) -> SeedReport:
    failures: Counter[str] = Counter()
    values: dict[tuple[str, str, str, float], list[float]] = defaultdict(list)
    for verdict in verdicts:
        failures.update(failing(verdict) or (() if is_right(verdict) else ("the program itself",)))
        for report in verdict.reports:
            for measure in report.measures:
                values[report.id, measure.name, measure.bound, measure.threshold].append(measure.value)
    return SeedReport(
        path=path,
        seeds=len(verdicts),
        passed=sum(map(is_right, verdicts)),
        is_stochastic=is_stochastic,
        failures=dict(failures),
        spreads=tuple(spread(*key, found) for key, found in values.items()),
    )
