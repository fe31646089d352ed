"""Verdicts together with the steps that the live page would have shown, each source judged once and then kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courses.folders.exercise_folder import ExerciseFolder, Source
from grader.errors import GradingProblem
from grader.events import Step
from grader.judging.jobs import PLAIN, Trial
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.models import EventKind
from grader.proving.judging_many import ManyJudge, Progress, Task
from grader.proving.verdict_store import VerdictStore, key_of
from sandbox import Client


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What the sandbox said of one source."""

    source: Source
    verdict: Verdict
    steps: tuple[Step, ...]

    @property
    def output(self) -> str:
        """What the code printed."""
        return "".join(str(data["text"]) for kind, data in self.steps if kind == EventKind.STDOUT)

    @property
    def share(self) -> float:
        """The score as a share of the possible one, from 0 to 1."""
        verdict = self.verdict
        return float(verdict.score / verdict.max_score) if verdict.score and verdict.max_score else 0.0


class RecordingStore(VerdictStore):
    """Verdicts with their steps beside them; one without steps counts as not there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "verdicts")
        self._steps = folder / "steps"

    def get(self, key: str) -> Verdict | None:
        """Return the verdict that is kept under ``key`` together with steps."""
        return super().get(key) if self._steps_path(key).is_file() else None

    def steps(self, key: str) -> tuple[Step, ...]:
        """Return the steps that are kept under ``key``; none where they cannot be read."""
        try:
            kept: list[tuple[str, dict[str, Any]]] = json.loads(self._steps_path(key).read_bytes())
        except (OSError, ValueError):
            return ()
        return tuple((EventKind(kind), data) for kind, data in kept)

    def put_steps(self, key: str, steps: Sequence[Step]) -> None:
        """Keep steps; where the folder cannot be written, nothing is kept."""
        path = self._steps_path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps([[str(kind), data] for kind, data in steps]), encoding="utf-8")
            unfinished.replace(path)

    def _steps_path(self, key: str) -> Path:
        return self._steps / key[:2] / f"{key[2:]}.json"


class RecordingJudge:
    """Judges on a sandbox server, and keeps verdict and steps, those of slow work, too."""

    def __init__(self, client: Client, store: RecordingStore) -> None:
        self._client = client
        self._store = store

    def __call__(self, folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        """Judge one source; may raise `GradingProblem`."""
        steps: list[Step] = []
        verdict = judge(self._client, folder, source.format, source.content, on_steps=steps.extend, trial=trial)
        key = key_of(folder, source, trial)
        self._store.put_steps(key, steps)
        self._store.put(key, verdict)
        return verdict


def record(
    client: Client, tasks: Sequence[Task], store: RecordingStore, progress: Progress, at_once: int
) -> dict[str, list[Recording]]:
    """Return the recordings of all tasks by their exercise's name, in the tasks' order.

    Left out is what could not be judged for a reason of ours, and shortened trials that met a limit of time.
    """
    judged = ManyJudge(RecordingJudge(client, store), store, progress, at_once=at_once).all("sources", tasks)
    found: dict[str, list[Recording]] = {task.exercise: [] for task in tasks}
    for task, result in zip(tasks, judged, strict=True):
        if result is None or isinstance(result, GradingProblem) or (task.trial != PLAIN and result.too_slow):
            continue
        steps = store.steps(key_of(task.folder, task.source, task.trial))
        found[task.exercise].append(Recording(source=task.source, verdict=result, steps=steps))
    return found
