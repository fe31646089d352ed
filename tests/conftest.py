"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from sandbox import IsolationMissing, private_server

# Playwright's own event loop runs in the test's thread; Django would take the tests for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A request leaves its language active in the thread; rules that are called without one speak English here."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _somebody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no Redis that could tell of a worker, and pages would say so."""
    from grader.telemetry import parts

    monkeypatch.setattr(parts, "seen_last", lambda _part: parts.OK)


@pytest.fixture(scope="session")
def repository_root() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sandbox_socket() -> Iterator[Path]:
    """A real sandbox server with all environments, for the whole session."""
    try:
        with private_server() as path:
            yield path
    except IsolationMissing as error:
        pytest.fail(f"these tests need a host that can isolate: {error}")
