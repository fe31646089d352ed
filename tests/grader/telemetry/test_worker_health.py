"""The health check of a worker's container."""

from __future__ import annotations

import socket
from io import StringIO
from typing import Any

import pytest
import redis
from celery import current_app
from django.core.management import CommandError, call_command


def answer(monkeypatch: pytest.MonkeyPatch, found: object) -> list[str]:
    """Let the broker answer so, or raise; return whom it is asked for."""
    asked: list[str] = []

    def ping(destination: list[str], **_: Any) -> object:
        asked.extend(destination)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(current_app.control, "ping", ping)
    return asked


def test_a_worker_that_answers_is_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, out = answer(monkeypatch, [{"celery@here": {"ok": "pong"}}]), StringIO()
    call_command("worker_health", stdout=out)
    assert (asked, out.getvalue()) == ([f"celery@{socket.gethostname()}"], "ok\n")


@pytest.mark.parametrize(
    "found", [[], redis.ConnectionError("at redis://user:secret@host")], ids=["silent", "no broker"]
)
def test_one_that_does_not_is_not(monkeypatch: pytest.MonkeyPatch, found: object) -> None:
    answer(monkeypatch, found)
    with pytest.raises(CommandError, match="does not answer") as caught:
        call_command("worker_health")
    assert "secret" not in str(caught.value)
