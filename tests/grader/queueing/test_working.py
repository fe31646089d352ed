"""What a worker does with one grading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings

from grader.models import Grading, State
from grader.queueing import patience, stopping, working
from grader.queueing.queue import MAX_ATTEMPTS, cancel, finish, give_back
from grader.queueing.working import grade_next
from sandbox import Event, SandboxAbsent, SandboxUnavailable
from tests.grader.cast import RememberingBroker, ScriptedClient, passing
from tests.grader.grading import grade_one

Submit = Callable[..., Grading]


@pytest.fixture(autouse=True)
def not_asked_to_end() -> Iterator[None]:
    yield
    stopping.forget()


def test_a_grading_is_judged_and_stored(submit: Submit) -> None:
    grading = submit()
    assert grade_one(grading.pk, ScriptedClient(passing()))
    grading.refresh_from_db()
    assert (grading.state, grading.score, grading.max_score) == (State.GRADED, Decimal(5), Decimal(10))
    assert list(grading.results.values_list("test_id", "outcome")) == [("one", "passed"), ("hidden", "failed")]
    kinds = list(grading.events.values_list("kind", flat=True))
    assert kinds == ["queued", "started", "collected", "test", "test", "finished"]


def test_a_run_is_judged_by_public_tests(submit: Submit) -> None:
    client = ScriptedClient(passing())
    grade_one(submit(run=True).pk, client)
    assert client.jobs[0].tests is not None
    assert client.jobs[0].tests.arguments["select"] == "public"


def test_the_same_task_twice_judges_once(submit: Submit) -> None:
    grading, client = submit(), ScriptedClient(passing())
    assert [grade_one(grading.pk, client), grade_one(grading.pk, client)] == [True, False]
    assert len(client.jobs) == 1


@pytest.mark.parametrize("problem", [SandboxUnavailable("gone"), RuntimeError("a bug of ours")], ids=["sandbox", "bug"])
def test_our_errors_are_tried_three_times(submit: Submit, problem: Exception) -> None:
    grading, client = submit(), ScriptedClient(end=problem)
    states = []
    for _ in range(MAX_ATTEMPTS):
        grade_one(grading.pk, client)
        grading.refresh_from_db()
        states.append(grading.state)
    assert states == [State.QUEUED, State.QUEUED, State.ERROR]
    assert str(problem) in grading.problem
    assert grading.score is None


def test_a_second_attempt_may_succeed(submit: Submit) -> None:
    grading = submit()
    grade_one(grading.pk, ScriptedClient(end=SandboxUnavailable("gone")))
    grade_one(grading.pk, ScriptedClient(passing()))
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.results.count()) == (State.GRADED, 2, 2)


def test_a_cancel_while_it_runs_stops_it(submit: Submit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.queueing.recording.HEARTBEAT_SECONDS", 0)
    monkeypatch.setattr("grader.queueing.recording.FLUSH_SECONDS", 0)
    grading, client = submit(), ScriptedClient(passing())

    def cancel_it() -> None:
        cancel(grading)

    client.before_end = cancel_it
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.score) == (State.CANCELED, None)


def test_a_result_that_comes_after_the_claim_was_lost_is_dropped(submit: Submit) -> None:
    grading, client = submit(), ScriptedClient(passing())
    client.before_end = lambda: give_back(Grading.objects.get(pk=grading.pk), "taken away")
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.results.count()) == (State.QUEUED, 0)


def test_a_version_that_cannot_be_read_is_our_error(submit: Submit, broker: RememberingBroker) -> None:
    grading = submit()
    grading.version.content_hash, grading.version.archive = "0" * 64, b"no zip"
    grading.version.save()
    grade_one(grading.pk, ScriptedClient(passing()))
    grading.refresh_from_db()
    assert grading.state == State.QUEUED
    assert "not a readable zip" in grading.problem


def test_text_that_no_database_takes_does_no_harm(submit: Submit) -> None:
    grading = submit()
    nasty = Event(source="server", kind="stdout", data={"text": "\0 \ud800 end"})
    grade_one(grading.pk, ScriptedClient([nasty, *passing()]))
    grading.refresh_from_db()
    assert grading.state == State.GRADED
    assert grading.output.endswith(" end")


def test_a_sandbox_that_had_not_begun_is_none_of_the_tries(submit: Submit) -> None:
    grading = submit()
    for _ in range(2 * MAX_ATTEMPTS):
        grade_one(grading.pk, ScriptedClient(end=SandboxAbsent("restarted")))
    grading.refresh_from_db()
    assert (grading.state, grading.failures) == (State.QUEUED, 0)


def test_a_worker_that_was_asked_to_end_leaves_work_to_others(submit: Submit, broker: RememberingBroker) -> None:
    grading = submit()
    stopping.ask()
    assert not grade_next(grading.pk, ScriptedClient(passing()))
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, broker.sent) == (State.QUEUED, 0, [(grading.pk, "submissions")])


def test_a_worker_that_was_asked_to_end_gives_back_what_does_not_end(submit: Submit, settings: Settings) -> None:
    settings.SHUTDOWN_SECONDS = 0
    grading, client = submit(), ScriptedClient(passing())
    client.before_end = stopping.ask
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.failures) == (State.QUEUED, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_result_is_stored_once_the_database_is_back(submit: Submit, monkeypatch: pytest.MonkeyPatch) -> None:
    grading, answers = submit(), iter([OperationalError("restarting"), OperationalError("restarting")])

    def finish_later(*arguments: Any) -> None:
        for error in answers:
            raise error
        finish(*arguments)

    monkeypatch.setattr(working, "finish", finish_later)
    monkeypatch.setattr(patience, "PAUSE_SECONDS", 0)
    grade_one(grading.pk, ScriptedClient(passing()))
    grading.refresh_from_db()
    assert (grading.state, grading.attempt) == (State.GRADED, 1)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE_SECONDS", 0)

    def fail() -> None:
        raise OperationalError("no such table")

    with pytest.raises(OperationalError):
        patience.patiently(fail, seconds=0)
