"""Judging many sources side by side, within a time budget, without judging anything twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, zip_longest
from statistics import median
from typing import Protocol, TypeVar

from courses.folders.exercise_folder import ExerciseFolder, Source
from grader.errors import GradingProblem
from grader.judging.jobs import PLAIN, Trial
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.proving.sources import is_right
from grader.proving.verdict_store import VerdictStore, key_of
from sandbox import Client

Judge = Callable[[ExerciseFolder, Source, Trial], Verdict]
"""Judges a source of an exercise; may raise `GradingProblem`."""
Result = Verdict | GradingProblem | None
"""``None`` where the time was up before."""
Item = TypeVar("Item")


def judge_with(client: Client) -> Judge:
    """Return what judges on the sandbox server that ``client`` knows."""

    def judge_source(folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        return judge(client, folder, source.format, source.content, trial=trial)

    return judge_source


@dataclass(frozen=True, kw_only=True)
class Task:
    """One source to be judged."""

    exercise: str
    folder: ExerciseFolder
    source: Source
    trial: Trial = PLAIN


class Progress(Protocol):
    """What hears how far the work has come."""

    def begin(self, what: str, total: int) -> None:
        """``total`` tasks of a kind begin."""

    def advance(self, task: Task) -> None:
        """One of them has ended."""


class ManyJudge:
    """Judges tasks, ``at_once`` of them at the same time. ``fresh`` judges what is known, too."""

    def __init__(
        self, judge: Judge, store: VerdictStore, progress: Progress, *, at_once: int, fresh: bool = False
    ) -> None:
        self._judge = judge
        self._store = store
        self._progress = progress
        self._at_once = at_once
        self._fresh = fresh

    def all(self, what: str, tasks: Sequence[Task], until: float | None = None) -> list[Result]:
        """Return what came of each task. None is begun after ``until``, a time of `time.monotonic`."""
        self._progress.begin(what, len(tasks))
        with ThreadPoolExecutor(self._at_once) as pool:
            return list(pool.map(lambda task: self._one(task, until), tasks))

    def measure_seconds(self, what: str, tasks: Sequence[Task], times: int) -> dict[str, float]:
        """Return what one grading of each exercise's task takes: the median of ``times``, judged one after another.

        An exercise is left out where one of its gradings was not right or could not be judged.
        """
        self._progress.begin(what, len(tasks))
        found: dict[str, float] = {}
        for task in tasks:
            with suppress(GradingProblem):
                verdicts = [self._judge(task.folder, task.source, task.trial) for _ in range(times)]
                if all(map(is_right, verdicts)):
                    found[task.exercise] = median(verdict.seconds["total"] for verdict in verdicts)
            self._progress.advance(task)
        return found

    def _one(self, task: Task, until: float | None) -> Result:
        try:
            return self._judged(task, until)
        finally:
            self._progress.advance(task)

    def _judged(self, task: Task, until: float | None) -> Result:
        key = key_of(task.folder, task.source, task.trial)
        if not self._fresh and (known := self._store.get(key)):
            return known
        if until is not None and time.monotonic() > until:
            return None
        try:
            verdict = self._judge(task.folder, task.source, task.trial)
        except GradingProblem as error:
            return error
        if not verdict.too_slow:  # A less busy computer might judge otherwise.
            self._store.put(key, verdict)
        return verdict


def in_turn(groups: Iterable[Iterable[Item]]) -> list[Item]:
    """Return the items of all groups, one of each group in turn, so that a time budget is spent on all of them."""
    nothing = object()
    rows = zip_longest(*groups, fillvalue=nothing)
    return [item for item in chain.from_iterable(rows) if item is not nothing]  # type: ignore[misc]
