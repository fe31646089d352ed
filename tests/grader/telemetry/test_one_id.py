"""One id from the click to the jail and back, and nothing in any log that a student wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from celery.signals import before_task_publish
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from config.logs import JsonSiteLines
from courses.models import Exercise
from grader.models import Grading, State
from grader.telemetry.tracing import HEADER, follow_tasks
from sandbox import Client, private_server
from sandbox.log_lines import current_id, log_fields, set_log_fields
from tests.grader.cast import RememberingBroker, ScriptedClient, job_end
from tests.grader.grading import grade_one

CANARY = "c4n4ry-of-a-student"
CRASH = f"print('{CANARY}')\nimport sys\nsys.stderr.write('{CANARY}')\nraise ValueError('{CANARY}')\n"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What web and worker log in this test, as in production."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonSiteLines("web"))
    loggers = [logging.getLogger(name) for name in ("", "backpass", "django")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
    logging.getLogger("backpass").setLevel(logging.INFO)
    yield text
    for one, level in zip(loggers, levels, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Path]:
    """The socket of a sandbox server that logs as in production; its log lies beside it."""
    with private_server(["numpy"], 1, "--log-format", "json") as path:
        yield path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def bearing(text: str, identity: str) -> set[tuple[str, str]]:
    return {(line["logger"], line["message"].split(" ")[0]) for line in lines(text) if line.get("id") == identity}


def test_a_crash_leaves_one_id_in_all_logs_and_nothing_of_the_code(
    *,
    client: Browser,
    student: User,
    exercise: Exercise,
    broker: RememberingBroker,
    log: io.StringIO,
    sandbox: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    client.force_login(student)
    address = reverse("grader:submit", args=["demo", "basics", exercise.slug])
    answer = client.post(f"{address}?secret={CANARY}", {"format": "code", "content": CRASH})
    grading = Grading.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        grade_one(grading.pk, Client(sandbox))
    grading.refresh_from_db()
    in_sandbox = (sandbox.parent / "log").read_text()

    assert (grading.state, CANARY in grading.detail) == (State.FAILED, True)
    assert answer.headers["X-Request-ID"] == grading.trace
    assert bearing(log.getvalue(), grading.trace) == {("backpass.access", "request"), ("backpass.grading", "grading")}
    assert bearing(in_sandbox, grading.trace) == {("sandbox", "job")}
    assert CANARY not in log.getvalue() + in_sandbox
    assert "student@example.org" not in log.getvalue()


def test_an_error_of_ours_is_logged_by_type_and_place_alone(
    student: User, submit: Callable[..., Grading], log: io.StringIO
) -> None:
    grading = submit()
    grade_one(grading.pk, ScriptedClient([], job_end(output=f"Traceback: {CANARY} student@example.org")))

    grading.refresh_from_db()
    (line,) = [one for one in lines(log.getvalue()) if "error" in one]
    assert CANARY in grading.problem
    assert (line["id"], line["grading"], line["attempt"]) == (grading.trace, grading.pk, 1)
    assert line["error"]["type"] == "grader.errors.BrokenTests"
    assert any("grader/queueing/working.py" in frame for frame in line["error"]["frames"])
    assert CANARY not in log.getvalue()


def test_a_wrong_password_and_a_broken_form_leave_neither_in_the_log(
    client: Browser, db: None, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(f"cannot read {CANARY}")

    client.post("/accounts/login/?next=/x", {"login": "somebody@example.org", "password": CANARY})
    client.raise_request_exception = False
    monkeypatch.setattr("allauth.account.forms.LoginForm.clean", fail)
    answer = client.post("/accounts/login/", {"login": "somebody@example.org", "password": CANARY})

    written = log.getvalue()
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    assert bearing(written, answer.headers["X-Request-ID"]) >= {("django.request", "Internal")}
    assert "ValueError" in written
    assert CANARY not in written
    assert "somebody@example.org" not in written


def test_a_task_bears_the_id_of_the_request_that_sent_it_and_of_no_other(log: io.StringIO) -> None:
    follow_tasks()
    app = Celery("test", broker="memory://", set_as_current=False)
    seen: list[str] = []

    @app.task(name="seen")  # type: ignore[untyped-decorator]
    def remember() -> None:
        seen.append(current_id())

    try:
        with log_fields(id="an-id-of-a-request"):
            headers: dict[str, Any] = {}
            before_task_publish.send(sender="seen", headers=headers, body=())
        remember.apply(headers=headers)
        remember.apply(headers={HEADER: "bad id\n" + CANARY})
    finally:
        set_log_fields()

    assert headers[HEADER] == "an-id-of-a-request"
    assert seen[0] == "an-id-of-a-request"
    assert seen[1] not in ("", seen[0])
    assert CANARY not in seen[1]
