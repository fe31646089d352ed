"""A recording as the database keeps gradings: for a submission all of it, for a run its public part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from grader.demo.recordings import Recording
from grader.events import Step, finished_step
from grader.judging.verdicts import Verdict, rounded
from grader.models import (
    EventKind,
    Grading,
    GradingEvent,
    Needs,
    Priority,
    Run,
    State,
    Submission,
    TestResult,
)
from grader.queueing.results import result_of_test

NOTHING = Decimal(0)


def public_part(recording: Recording) -> Recording | None:
    """Return what a run by the public tests would have said; ``None`` for an exercise without public tests.

    The hidden tests come after the public ones and change nothing of them.
    """
    verdict = recording.verdict
    shown = tuple(report for report in verdict.reports if not report.hidden)
    if verdict.reports and not shown:
        return None
    earned = sum((report.points for report in shown), NOTHING)
    possible = sum((report.max_points for report in shown), NOTHING)
    score = rounded(earned) if verdict.status == State.GRADED else verdict.score
    names = {report.id for report in shown}
    return replace(
        recording,
        verdict=replace(verdict, reports=shown, score=score, max_score=rounded(possible)),
        steps=tuple(_public_steps(recording.steps, names)),
    )


def _public_steps(steps: Iterable[Step], names: set[str]) -> Iterator[Step]:
    for kind, data in steps:
        if kind == EventKind.COLLECTED:
            yield kind, {"tests": [test for test in _tests(data) if test["id"] in names]}
        elif kind != EventKind.TEST or data["id"] in names:
            yield kind, data


def _tests(data: dict[str, Any]) -> list[dict[str, Any]]:
    return list(data["tests"])


def make_grading(work: Submission | Run, needs: Needs, recording: Recording, waited: timedelta) -> Grading:
    """Return the unsaved grading of work that was handed in at its time and waited so long for a worker."""
    verdict, is_run = recording.verdict, isinstance(work, Run)
    started_at = work.created_at + waited
    finished_at = started_at + timedelta(seconds=verdict.seconds.get("total", 0.0))
    return Grading(
        submission=None if isinstance(work, Run) else work,
        run=work if isinstance(work, Run) else None,
        student=work.student,
        version=work.exercise.current,
        priority=Priority.RUN if is_run else Priority.SUBMISSION,
        device=needs,
        state=State(verdict.status),
        attempt=1,
        queued_at=work.created_at,
        enqueued_at=work.created_at,
        started_at=started_at,
        heartbeat_at=finished_at,
        finished_at=finished_at,
        score=_charged(work, verdict),
        max_score=verdict.max_score,
        message=verdict.message,
        detail=verdict.detail,
        line=verdict.line,
        cell=verdict.cell,
        seconds=dict(verdict.seconds),
        output=recording.output,
    )


def _charged(work: Submission | Run, verdict: Verdict) -> Decimal | None:
    cost = work.hint_points if isinstance(work, Submission) else NOTHING
    return None if verdict.score is None else max(verdict.score - cost, NOTHING)


def results_of(grading: Grading, recording: Recording) -> list[TestResult]:
    """Return the unsaved results of a stored grading's tests."""
    reports = recording.verdict.reports
    return [result_of_test(grading.pk, position, report) for position, report in enumerate(reports)]


def events_of(grading: Grading, recording: Recording) -> list[GradingEvent]:
    """Return the unsaved events of a stored grading, spread over the time that it ran."""
    steps: list[Step] = [
        (EventKind.QUEUED, {}),
        (EventKind.STARTED, {"attempt": 1}),
        *recording.steps,
        finished_step(grading),
    ]
    begin, end = grading.started_at or grading.queued_at, grading.finished_at or grading.queued_at
    return [
        GradingEvent(grading=grading, number=number, kind=kind, data=data, created_at=_time(begin, end, number, steps))
        for number, (kind, data) in enumerate(steps, start=1)
    ]


def _time(begin: datetime, end: datetime, number: int, steps: list[Step]) -> datetime:
    return begin + (end - begin) * max(0, number - 2) / max(1, len(steps) - 2)
