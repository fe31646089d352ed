"""What a worker does with one grading: claim, judge, finish; or give it back when the fault is ours."""

from __future__ import annotations

import logging
import traceback

from courses.exercise_folder import folder_of
from grader import gpu
from grader.errors import LostClaim
from grader.judging import judge
from grader.models import Grading
from grader.queue import claim, finish, give_back
from grader.recording import Recorder
from sandbox import Client

logger = logging.getLogger(__name__)


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade one queued grading; return whether it was there to be had."""
    claimed = claim(grading_id)
    if claimed is None:
        return False
    try:
        _judge_and_finish(claimed, client)
    except LostClaim as error:
        logger.info("dropped a late result: %s", error)
    except Exception:
        logger.exception("grading %s, attempt %s: an error of ours", claimed.pk, claimed.attempt)
        _give_back(claimed, traceback.format_exc())
    return True


def _judge_and_finish(claimed: Grading, client: Client) -> None:
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


def _give_back(claimed: Grading, problem: str) -> None:
    try:
        give_back(claimed, problem)
    except LostClaim as error:
        logger.info("not given back: %s", error)
