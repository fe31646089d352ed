"""Grading in a test, as a worker does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection

from grader.queueing import working
from grader.queueing.queue import claim
from sandbox import Client


def grade_one(grading_id: int, client: Client) -> bool:
    """Grade this very grading, whoever's turn it is; return whether it was there to be had."""
    return working.grade(partial(claim, grading_id), client)


def all_at_once(steps: list[Callable[[], object]]) -> None:
    """Take steps in a thread each, at the same moment; what one raises is raised."""
    barrier = threading.Barrier(len(steps))

    def take(step: Callable[[], object]) -> None:
        barrier.wait()
        try:
            step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as threads:
        for done in [threads.submit(take, step) for step in steps]:
            done.result()


def claim_at_once(ids: list[int]) -> list[int]:
    """Claim all of these at the same moment; return which were got."""
    got: list[int] = []

    def claim_one(grading_id: int) -> None:
        if claim(grading_id) is not None:
            got.append(grading_id)

    all_at_once([partial(claim_one, one) for one in ids])
    return got
