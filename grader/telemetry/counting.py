"""Counts a grading's steps where they are taken. Nothing here may fail or wait: the work goes first."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from courses.models import Course
from grader.errors import BrokenTests, SandboxProblem
from grader.models import Grading, Priority
from grader.queueing.broker import QUEUES
from grader.telemetry.measures import CLAIMS, ENDED, JUDGING, RETRIES, STAGES

logger = logging.getLogger("backpass.grading")

JAIL_STAGES = ("submission", "tests")


def queue_name(grading: Grading) -> str:
    """Return the queue that the grading stands in when it needs no GPU."""
    return QUEUES[Priority(grading.priority)]


@contextmanager
def stage(name: str, grading: Grading) -> Iterator[None]:
    """Time a stage of a grading, also where it fails."""
    began = time.perf_counter()
    try:
        yield
    finally:
        STAGES.labels(name, queue_name(grading)).observe(time.perf_counter() - began)


@contextmanager
def judging(claimed: Grading) -> Iterator[None]:
    """Count a grading as being judged for as long as the context is open."""
    with JUDGING.track_inprogress(), stage("judge", claimed):
        yield


def tried_to_claim(claimed: Grading | None, seconds: float) -> None:
    """Count a try to claim, which took ``seconds``; for a claimed grading also how long it had waited."""
    CLAIMS.labels("claimed" if claimed else "not_now").inc()
    if claimed is None:
        return
    STAGES.labels("claim", queue_name(claimed)).observe(seconds)
    if claimed.started_at and claimed.attempt == 1:
        waited = (claimed.started_at - claimed.queued_at).total_seconds()
        STAGES.labels("wait", queue_name(claimed)).observe(max(0.0, waited))


def jails_took(claimed: Grading, seconds: Mapping[str, float]) -> None:
    """Time what happened in the jails, by the jails' own clocks."""
    for name in JAIL_STAGES:
        if name in seconds:
            STAGES.labels(name, queue_name(claimed)).observe(max(0.0, seconds[name]))


def ended(grading: Grading) -> None:
    """Count a grading that reached its final state, and log it."""
    ENDED.labels(course_slug(grading.version_id), queue_name(grading), str(grading.state)).inc()
    fields = {"id": grading.trace, "grading": grading.pk, "attempt": grading.attempt, "outcome": str(grading.state)}
    took = (grading.finished_at - grading.queued_at).total_seconds() if grading.finished_at else None
    logger.info("grading ended", extra={"fields": {**fields, "seconds": took}})


def given_back(grading: Grading, problem: str) -> None:
    """Count an attempt that is tried again; ``problem`` is a traceback, or says that its worker fell silent."""
    reason = reason_of(problem)
    RETRIES.labels(course_slug(grading.version_id), reason).inc()
    fields = {"id": grading.trace, "grading": grading.pk, "attempt": grading.attempt, "reason": reason}
    logger.warning("grading given back", extra={"fields": fields})


def reason_of(problem: str) -> str:
    """Return in a word why an attempt failed."""
    if "its worker has not answered" in problem:
        return "lost"
    if f"{BrokenTests.__name__}:" in problem:
        return "tests"
    return "sandbox" if f"{SandboxProblem.__name__}:" in problem else "other"


@cache
def course_slug(version_id: int) -> str:
    """Return the slug of an exercise version's course, asked for once in this process."""
    found = Course.objects.filter(units__exercises__versions=version_id).values_list("slug", flat=True).first()
    return found or ""
