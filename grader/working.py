"""What a worker does with one grading: claim, judge, finish; or give it back when the fault is ours."""

from __future__ import annotations

from functools import partial

from courses.exercise_folder import folder_of
from grader import gpu
from grader.claims import carry_out
from grader.judging import judge
from grader.models import Grading
from grader.queue import claim, claim_next, finish, give_back
from grader.recording import Recorder
from sandbox import Client


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade one queued grading; return whether it was there to be had."""
    return _grade(claim(grading_id), client)


def grade_next(told_of: int, client: Client) -> bool:
    """Grade whatever is next where the grading stands that the broker told of; return whether there was anything."""
    return _grade(claim_next(told_of), client)


def _grade(claimed: Grading | None, client: Client) -> bool:
    if claimed is None:
        return False
    carry_out(claimed, partial(_judge_and_finish, client), give_back)
    return True


def _judge_and_finish(client: Client, claimed: Grading) -> None:
    work, recorder = claimed.work, Recorder(claimed)
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
    finish(claimed, verdict, recorder.unwritten())
