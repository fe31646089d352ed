"""What a worker does with one validation: claim, prove, finish; or give it back when the fault is ours.

The proof runs in threads that never touch the database. The thread that claimed the validation looks after them: once
a second it stores how far they have come, learns of a cancel, and lets them wait while students' work has no worker.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from threading import Event, Lock
from typing import Any

from django.conf import settings

from courses.folders.exercise_folder import ExerciseFolder, Source, folder_of
from courses.models import ExerciseVersion
from grader.authoring.validation_queue import claim, end_canceled, finish, give_back, tell
from grader.authoring.validation_report import report_of
from grader.errors import Interrupted, SandboxProblem
from grader.judging.jobs import Trial
from grader.judging.judging import judge
from grader.judging.verdicts import Verdict
from grader.models import State, Validation
from grader.proving.judging_many import ManyJudge, Task
from grader.proving.verdict_store import VerdictStore
from grader.proving.whole_proof import Wanted, prove
from grader.queueing import pending, stopping
from grader.queueing.claims import carry_out
from grader.queueing.room import validation_slots
from grader.queueing.working import has_sandbox
from sandbox import Client

BEAT_SECONDS = 1.0
LONGEST_COURTESY = 30.0
"""Seconds that one judging waits, at most, for students' work to be taken first."""
MOST_MINUTES = 60
"""After so long no mutant and no seed is begun any more."""

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The proof was told to stop."""


class SandboxGone(Exception):
    """The sandbox failed twice in a row: nothing that the proof would still find out is the exercise's."""


class Tally:
    """How far a proof has come: its stage, how many of the stage's judgings are done, and the stages before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stages: list[dict[str, Any]] = []

    def begin(self, what: str, total: int) -> None:
        """``total`` judgings of a kind begin."""
        with self._lock:
            self._stages.append({"stage": what, "done": 0, "total": total})

    def advance(self, _task: Task) -> None:
        """One of them has ended."""
        with self._lock:
            self._stages[-1]["done"] += 1

    def snapshot(self) -> dict[str, Any]:
        """Return the stages up to now, for the database."""
        with self._lock:
            return {"stages": [dict(stage) for stage in self._stages]}


class PoliteJudge:
    """Judges on the worker's sandbox until it is told to stop, and waits while it is told to."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.stopping = Event()
        self.may_go = Event()
        self.may_go.set()

    def __call__(self, folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        """Judge one source; `Stopped` once told to, `SandboxGone` when the sandbox failed and failed again."""
        self.may_go.wait(LONGEST_COURTESY)
        try:
            return self._judged(folder, source, trial)
        except (SandboxProblem, Interrupted):
            logger.warning("the sandbox failed a validation's judging of %s; trying once more", source.path)
        try:
            return self._judged(folder, source, trial)
        except (SandboxProblem, Interrupted) as error:
            raise SandboxGone(f"{source.path}: {error}") from error

    def stop(self) -> None:
        """End what is being judged, and begin nothing more."""
        self.stopping.set()
        self.may_go.set()

    def _judged(self, folder: ExerciseFolder, source: Source, trial: Trial) -> Verdict:
        if self.stopping.is_set():
            raise Stopped
        verdict = judge(
            self._client, folder, source.format, source.content, trial=trial, should_stop=self._should_stop()
        )
        if verdict.status == State.CANCELED:
            raise Stopped
        return verdict

    def _should_stop(self) -> Callable[[], bool]:
        began_at = time.monotonic()

        def should_stop() -> bool:
            if time.monotonic() - began_at > settings.CELERY_TASK_TIME_LIMIT:
                raise SandboxProblem(f"the sandbox has not ended the job within {settings.CELERY_TASK_TIME_LIMIT} s")
            return self.stopping.is_set()

        return should_stop


def validate_one(validation_id: int, client: Client) -> bool:
    """Carry out one queued validation; return whether it was there to be had.

    It is left to the sweep while no sandbox for it is there, and by a worker that was asked to end.
    """
    version = ExerciseVersion.objects.filter(validations=validation_id).first()
    if stopping.was_asked() or version is None or not has_sandbox(client, version):
        return False
    claimed = claim(validation_id)
    if claimed is None:
        return False
    carry_out(claimed, partial(_prove_and_finish, client), give_back)
    return True


def _prove_and_finish(client: Client, claimed: Validation) -> None:
    folder, tally, polite = folder_of(claimed.version), Tally(), PoliteJudge(client)
    store = VerdictStore(settings.DATA_DIR / "verify")
    many = ManyJudge(polite, store, tally, at_once=validation_slots())
    wanted = Wanted(mutants=claimed.with_mutants, seeds=claimed.seeds, minutes=MOST_MINUTES)
    exercise = claimed.version.exercise
    name = f"{exercise.unit.slug}/{exercise.slug}"

    def work() -> dict[str, Any]:
        return report_of(prove({name: folder}, many, wanted)[name], folder, wanted.seeds)

    report = _looked_after(claimed, work, tally, polite)
    store.forget_old()
    if report is None:
        end_canceled(claimed)
    else:
        finish(claimed, report)


def _looked_after(
    claimed: Validation, work: Callable[[], dict[str, Any]], tally: Tally, polite: PoliteJudge
) -> dict[str, Any] | None:
    """Return what comes of ``work``, or ``None`` when its author asked to stop it."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            while not wait([future], BEAT_SECONDS).done:
                _beat(claimed, tally, polite)
        except BaseException:
            polite.stop()
            raise
        try:
            return future.result()
        except Stopped:
            return None


def _beat(claimed: Validation, tally: Tally, polite: PoliteJudge) -> None:
    if stopping.is_due():
        raise Interrupted("the worker was asked to end")
    if tell(claimed, tally.snapshot()):
        polite.stop()
    elif pending.live_work_waits():
        polite.may_go.clear()
    else:
        polite.may_go.set()
