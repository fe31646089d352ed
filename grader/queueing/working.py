"""What a worker does with one grading: claim, judge, finish; or give it back when the fault is ours."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import folder_of
from courses.models import ExerciseVersion
from grader.judging.judging import judge
from grader.models import Grading, State
from grader.queueing import gpu, stopping
from grader.queueing.claims import carry_out
from grader.queueing.patience import patiently
from grader.queueing.queue import claim_next, enqueue, finish, give_back, put_off
from grader.queueing.recording import Recorder
from grader.telemetry import counting
from sandbox import Client
from sandbox.log_lines import log_fields, new_id


def grade_next(told_of: int, client: Client) -> bool:
    """Grade whatever is next where the grading stands that the broker told of; return whether there was anything.

    Work is left to others while no sandbox for it is there, and all of it by a worker that was asked to end.
    """
    if stopping.was_asked():
        for grading in Grading.objects.filter(pk=told_of, state=State.QUEUED):
            enqueue(grading)
        return False
    return grade(partial(claim_next, told_of, partial(_may_begin, client)), client)


def grade(take: Callable[[], Grading | None], client: Client) -> bool:
    """Grade what ``take`` claims; return whether it claimed anything."""
    began = time.perf_counter()
    claimed = patiently(take)
    counting.tried_to_claim(claimed, time.perf_counter() - began)
    if claimed is None:
        return False
    with log_fields(id=claimed.trace or new_id(), grading=claimed.pk, attempt=claimed.attempt):
        carry_out(claimed, partial(_judge_and_finish, client), give_back)
    return True


def _may_begin(client: Client, grading_id: int) -> bool:
    """Whether there is a sandbox for a grading; the sweep tells the broker again of one that has none."""
    grading = Grading.objects.select_related("version").filter(pk=grading_id, state=State.QUEUED).first()
    if grading is None:
        return False
    if has_sandbox(client, grading.version):
        return True
    put_off(grading)
    return False


def has_sandbox(client: Client, version: ExerciseVersion) -> bool:
    """Whether a sandbox server is there for a version. One that cannot be read is no matter of the sandbox."""
    try:
        return client.is_there(folder_of(version).environment)
    except ContentError:
        return True


def _judge_and_finish(client: Client, claimed: Grading) -> None:
    work, recorder = claimed.work, Recorder(claimed)
    with counting.judging(claimed):
        verdict = judge(
            client,
            folder_of(claimed.version),
            work.format,
            work.content,
            select="all" if claimed.by_all_tests else "public",
            on_steps=recorder.take,
            should_stop=recorder.should_stop,
            gpu=gpu.sandbox_lease(claimed),
        )
    counting.jails_took(claimed, verdict.seconds)
    with counting.stage("store", claimed):
        patiently(partial(finish, claimed, verdict, recorder.unwritten()))
