"""Writing a running grading's steps: gathered, in order, and with a heartbeat."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import Settings

from grader.errors import LostClaim, SandboxProblem
from grader.models import EventKind, Grading, Priority
from grader.queueing.queue import cancel, claim, give_back
from grader.queueing.recording import FLUSH_SECONDS, HEARTBEAT_SECONDS, Recorder

HELLO = (EventKind.STDOUT, {"text": "hello ", "cut": False})
WORLD = (EventKind.STDOUT, {"text": "world", "cut": True})
EPOCH = (EventKind.EPOCH, {"epoch": 1, "epochs": 2, "logs": {}})


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def grading(submit: Callable[..., Grading]) -> Grading:
    claimed = claim(submit().pk)
    assert claimed is not None
    return claimed


def written(grading: Grading) -> list[str]:
    return list(grading.events.filter(number__gt=2).values_list("kind", flat=True))


def test_what_comes_quickly_is_written_together(grading: Grading, clock: Clock) -> None:
    recorder = Recorder(grading, clock)
    recorder.take([HELLO, EPOCH])
    assert written(grading) == []
    clock.now = FLUSH_SECONDS
    recorder.take([WORLD])
    assert written(grading) == ["stdout", "epoch", "stdout"]


def test_what_nobody_watches_is_written_with_the_heartbeat(grading: Grading, clock: Clock) -> None:
    grading.priority = Priority.REGRADE
    recorder = Recorder(grading, clock)
    clock.now = HEARTBEAT_SECONDS - 0.1
    recorder.take([HELLO])
    assert written(grading) == []
    clock.now = HEARTBEAT_SECONDS
    recorder.should_stop()
    assert written(grading) == ["stdout"]


def test_output_in_a_row_becomes_one_event(grading: Grading, clock: Clock) -> None:
    recorder = Recorder(grading, clock)
    recorder.take([HELLO, WORLD])
    assert recorder.unwritten() == [(EventKind.STDOUT, {"text": "hello world", "cut": True})]
    assert recorder.unwritten() == []


def test_what_waits_is_written_when_nothing_more_comes(grading: Grading, clock: Clock) -> None:
    recorder = Recorder(grading, clock)
    recorder.take([HELLO])
    clock.now = FLUSH_SECONDS
    assert not recorder.should_stop()
    assert written(grading) == ["stdout"]


def test_silence_is_kept_alive_by_heartbeats(grading: Grading, clock: Clock) -> None:
    recorder, before = Recorder(grading, clock), grading.heartbeat_at
    clock.now = HEARTBEAT_SECONDS
    recorder.should_stop()
    grading.refresh_from_db()
    assert before is not None
    assert grading.heartbeat_at is not None
    assert grading.heartbeat_at > before


def test_a_cancel_is_seen(grading: Grading, clock: Clock) -> None:
    recorder = Recorder(grading, clock)
    cancel(grading)
    clock.now = HEARTBEAT_SECONDS
    assert recorder.should_stop()


def test_a_lost_claim_ends_the_work(grading: Grading, clock: Clock) -> None:
    recorder = Recorder(grading, clock)
    give_back(grading, "taken away")
    clock.now = HEARTBEAT_SECONDS
    with pytest.raises(LostClaim):
        recorder.take([HELLO])


def test_a_sandbox_that_never_ends_a_job_is_given_up(grading: Grading, clock: Clock, settings: Settings) -> None:
    recorder = Recorder(grading, clock)
    clock.now = settings.CELERY_TASK_TIME_LIMIT
    assert not recorder.should_stop()
    clock.now += 1
    with pytest.raises(SandboxProblem):
        recorder.should_stop()
