"""Proving exercises under many random seeds: right work must pass under every one, wrong work under none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courses.folders.exercise_folder import ExerciseFolder, Source, WrongAttempt
from grader.errors import GradingProblem
from grader.judging.jobs import Trial
from grader.judging.verdicts import Verdict
from grader.proving.judging_many import ManyJudge, Task, in_turn
from grader.proving.proofs import SeedReport, unjudged
from grader.proving.seeded import fixed_seeds, under_seed
from grader.proving.sources import failing, is_right, right_sources, wrong_problems
from grader.proving.spread import spread_of

FIRST_SEEDS = 3
"""A source that answers the same under these is taken not to depend on the seed; wrong work is judged under these."""
Folders = Mapping[str, ExerciseFolder]
Key = tuple[str, str]
"""An exercise's name and a source's path in its folder."""


@dataclass(slots=True)
class Trials:
    """What came of one source under several seeds."""

    verdicts: list[Verdict] = field(default_factory=list)
    errors: set[str] = field(default_factory=set)

    @property
    def are_alike(self) -> bool:
        """Whether there are enough to say that the seed does not matter, and it did not."""
        return len(self.verdicts) >= FIRST_SEEDS and len({_fingerprint(verdict) for verdict in self.verdicts}) == 1


@dataclass(frozen=True, slots=True)
class SeedProofs:
    """By the exercise's name: how right sources fare, and what is wrong with wrong ones."""

    right: Mapping[str, tuple[SeedReport, ...]] = field(default_factory=dict)
    wrong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def prove_seeds(folders: Folders, judge: ManyJudge, seeds: int, until: float | None) -> SeedProofs:
    """Judge right sources of every exercise under ``seeds`` seeds, from 1, and wrong ones under the first few.

    None is begun after ``until``, a time of `time.monotonic`.
    """
    right = {name: right_sources(folder) for name, folder in folders.items()}
    everything = {name: (*right[name], *folder.wrong) for name, folder in folders.items()}
    trials: dict[Key, Trials] = defaultdict(Trials)
    _judge_seeds(_tasks(folders, everything, range(1, min(seeds, FIRST_SEEDS) + 1)), judge, trials, until)
    moving = {
        name: [source for source in sources if not trials[name, source.path].are_alike]
        for name, sources in right.items()
    }
    _judge_seeds(_tasks(folders, moving, range(FIRST_SEEDS + 1, seeds + 1)), judge, trials, until)
    return SeedProofs(
        right={
            name: tuple(_seed_report(source, trials[name, source.path]) for source in sources)
            for name, sources in right.items()
        },
        wrong={name: tuple(_wrong_problems(name, folder.wrong, trials)) for name, folder in folders.items()},
    )


def _tasks(folders: Folders, sources: Mapping[str, Sequence[Source]], seeds: range) -> list[tuple[str, Task]]:
    """Return the judgings of these sources under these seeds, each with the source's path."""
    return in_turn(
        [
            (
                source.path,
                Task(exercise=name, folder=folders[name], source=under_seed(source, seed), trial=Trial(seed=seed)),
            )
            for seed in seeds
            for source in found
        ]
        for name, found in sources.items()
    )


def _judge_seeds(
    tasks: Sequence[tuple[str, Task]], judge: ManyJudge, trials: Mapping[Key, Trials], until: float | None
) -> None:
    judged = judge.all("seeds", [task for _, task in tasks], until)
    for (path, task), result in zip(tasks, judged, strict=True):
        if isinstance(result, Verdict):
            trials[task.exercise, path].verdicts.append(result)
        elif isinstance(result, GradingProblem):
            trials[task.exercise, path].errors.add(str(result))


def _fingerprint(verdict: Verdict) -> tuple[object, ...]:
    """Return what would differ if the seed mattered: every answer of the submission, outcomes and measures."""
    outcomes = tuple((r.id, r.outcome, tuple(measure.value for measure in r.measures)) for r in verdict.reports)
    return (verdict.answers_digest, outcomes)


def _wrong_problems(name: str, wrong: Iterable[WrongAttempt], trials: Mapping[Key, Trials]) -> Iterator[str]:
    for attempt in wrong:
        tried = trials[name, attempt.path]
        for error in sorted(tried.errors):
            yield f"{attempt.path}: {unjudged(error)}"
        found: dict[str, list[str]] = defaultdict(list)
        for problem in (problem for verdict in tried.verdicts for problem in wrong_problems(attempt, verdict)):
            found[problem.partition(": ")[0]].append(problem)
        for problems in found.values():
            yield f"{attempt.path}: under {len(problems)} of {len(tried.verdicts)} seeds: {problems[0]}"


def _seed_report(source: Source, trials: Trials) -> SeedReport:
    failures: Counter[str] = Counter()
    measured: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for verdict in trials.verdicts:
        failures.update(failing(verdict) or (() if is_right(verdict) else ("the program itself",)))
        for report in verdict.reports:
            for measure in report.measures:
                measured[report.id, measure.name, measure.bound].append((measure.value, measure.threshold))
    return SeedReport(
        path=source.path,
        seeds=len(trials.verdicts),
        passed=sum(map(is_right, trials.verdicts)),
        is_stochastic=not trials.are_alike,
        failures=dict(failures),
        spreads=tuple(spread_of(*key, found) for key, found in measured.items()),
        fixed_seeds=fixed_seeds(source),
        errors=tuple(sorted(trials.errors)),
    )
