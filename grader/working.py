"""What a worker does with one grading: claim, judge, finish; or give it back when the fault is ours."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from courses.exercise_folder import folder_of
from grader import gpu
from grader.claims import carry_out
from grader.judging import judge
from grader.models import Grading
from grader.queue import claim, claim_next, finish, give_back
from grader.recording import Recorder
from grader.telemetry import counting
from sandbox import Client
from sandbox.log_lines import log_fields, new_id


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade one queued grading; return whether it was there to be had."""
    return _grade(partial(claim, grading_id), client)


def grade_next(told_of: int, client: Client) -> bool:
    """Grade whatever is next where the grading stands that the broker told of; return whether there was anything."""
    return _grade(partial(claim_next, told_of), client)


def _grade(take: Callable[[], Grading | None], client: Client) -> bool:
    began = time.perf_counter()
    claimed = take()
    counting.tried_to_claim(claimed, time.perf_counter() - began)
    if claimed is None:
        return False
    with log_fields(id=claimed.trace or new_id(), grading=claimed.pk, attempt=claimed.attempt):
        carry_out(claimed, partial(_judge_and_finish, client), give_back)
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
        finish(claimed, verdict, recorder.unwritten())
