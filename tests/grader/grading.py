"""Grading in a test, as a worker does."""

from __future__ import annotations

from functools import partial

from grader.queueing import working
from grader.queueing.queue import claim
from sandbox import Client


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade this very grading, whoever's turn it is; return whether it was there to be had."""
    return working.grade(partial(claim, grading_id), client)
