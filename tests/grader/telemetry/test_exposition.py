"""Metrics: Prometheus can read them, they count what happens, name nobody, and take a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import User
from courses.models import Exercise
from grader.models import Format, GpuDevice, GpuLease, Grading, Needs, State, Validation
from grader.queueing.queue import cancel
from grader.telemetry import counting, exposition
from grader.telemetry.board import Board, Entry
from grader.telemetry.publishing import web_entries
from grader.telemetry.stored import StoredCollector
from grader.workbench.handing_in import hand_in_submission
from sandbox import Client, SandboxUnavailable
from tests.courses.examples import SOLUTION
from tests.grader.cast import RememberingBroker, ScriptedClient, passing
from tests.grader.grading import grade_one

Submit = Callable[..., Grading]
OnCommit = Callable[..., AbstractContextManager[object]]
COURSE = {"course": "demo"}


@pytest.fixture(autouse=True)
def _no_course_remembered() -> None:
    counting.course_slug.cache_clear()


def samples() -> dict[str, list[tuple[dict[str, str], float]]]:
    """All samples of the site, by name, as Prometheus reads them."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(exposition.exposition().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def total(name: str, **labels: str) -> float:
    """The sum of a metric's samples that bear these labels."""
    return sum(value for found, value in samples().get(name, []) if labels.items() <= found.items())


def test_what_waits_and_runs_is_told_by_queue_and_course(board: Board, submit: Submit, student: User) -> None:
    first, *_ = (submit(), submit(run=True), submit(run=True))
    Grading.objects.filter(pk=first.pk).update(queued_at=timezone.now() - timedelta(seconds=90))
    running, on_gpu = submit(), submit()
    Grading.objects.filter(pk=running.pk).update(state=State.RUNNING)
    Grading.objects.filter(pk=on_gpu.pk).update(device=Needs.GPU)
    Validation.objects.create(version=first.version)

    assert total("backpass_queue_depth", queue="runs", **COURSE) == 2
    assert total("backpass_queue_depth", queue="submissions", **COURSE) == 1
    assert total("backpass_queue_depth", queue="gpu", **COURSE) == 1
    assert total("backpass_queue_depth", queue="validations", **COURSE) == 1
    assert total("backpass_running", queue="submissions", **COURSE) == 1
    assert 90 <= total("backpass_queue_oldest_seconds", queue="submissions") < 120


def test_gpu_slots_are_told_by_host(board: Board, submit: Submit) -> None:
    device = GpuDevice.objects.create(uuid="GPU-1", host="lab", index=0, name="H100", memory_mb=80_000, slots=4)
    GpuLease.objects.create(device=device, slot=0, grading=submit(), attempt=1)

    assert (total("backpass_gpu_slots", host="lab"), total("backpass_gpu_slots_held", host="lab")) == (4, 1)


def test_a_real_grading_moves_the_counters(
    *,
    board: Board,
    exercise: Exercise,
    student: User,
    broker: RememberingBroker,
    sandbox_socket,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    def now() -> list[float]:
        stages = [
            total("backpass_grading_stage_seconds_count", stage=stage, queue="submissions")
            for stage in ("wait", "claim", "judge", "submission", "tests", "store")
        ]
        return [*stages, total("backpass_gradings_ended_total", outcome="graded", queue="submissions", **COURSE)]

    grading = hand_in_submission(exercise, student, Format.CODE, SOLUTION + "# counted")
    before, jails = now(), ended_jails(sandbox_socket)
    with django_capture_on_commit_callbacks(execute=True):
        grade_one(grading.pk, Client(sandbox_socket))

    assert [after - earlier for after, earlier in zip(now(), before, strict=True)] == [1] * 7
    assert total("backpass_gradings_ended_last_hour", outcome="graded", **COURSE) == 1
    assert ended_jails(sandbox_socket) - jails == 2


def ended_jails(socket) -> int:
    """How many jails the sandbox server has counted."""
    return sum(number for *_, number in Client(socket).ping()["counts"]["jails"])


def test_our_errors_and_cancels_are_counted(
    board: Board, submit: Submit, django_capture_on_commit_callbacks: OnCommit
) -> None:
    failing, canceled = submit(), submit(run=True)
    before = [
        total("backpass_gradings_given_back_total", reason="sandbox"),
        total("backpass_gradings_ended_total", outcome="error", **COURSE),
        total("backpass_gradings_ended_total", outcome="canceled", **COURSE),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            grade_one(failing.pk, ScriptedClient(end=SandboxUnavailable("gone")))
        cancel(canceled)

    assert total("backpass_gradings_given_back_total", reason="sandbox") - before[0] == 2
    assert total("backpass_gradings_ended_total", outcome="error", **COURSE) - before[1] == 1
    assert total("backpass_gradings_ended_total", outcome="canceled", **COURSE) - before[2] == 1


def test_every_process_is_told_once_under_its_name(board: Board, db: None) -> None:
    (own,) = web_entries()
    text = "# TYPE backpass_judging gauge\nbackpass_judging 2.0\n"
    board.put(own, *(Entry(name=f"worker-{n}", kind="worker", host="a", metrics=text) for n in range(2)))

    found = samples()

    assert {labels["process"]: value for labels, value in found["backpass_judging"]} == {
        own.name: 0.0,
        "worker-0": 2.0,
        "worker-1": 2.0,
    }
    assert total("backpass_processes", kind="worker") == 2
    assert total("backpass_up", part="redis") == 1


def test_more_work_takes_no_more_queries_and_names_no_person(board: Board, submit: Submit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(StoredCollector().collect())
        return len(seen)

    grade_one(submit().pk, ScriptedClient(passing()))
    few = queries()
    for number in range(20):
        grading = submit(run=number % 2 == 0)
        if number % 3:
            grade_one(grading.pk, ScriptedClient(passing()))

    assert queries() == few <= 5
    assert "example.org" not in exposition.exposition().decode()


def test_without_redis_and_database_the_rest_is_told(no_board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: StoredCollector) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(StoredCollector, "collect", fail)

    assert (total("backpass_up", part="redis"), total("backpass_up", part="database")) == (0, 0)
    assert samples()["backpass_judging"]
