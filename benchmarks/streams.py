"""Many live pages on one web process while gradings tell of themselves: how late an event comes, and what it costs."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import User
from benchmarks.product import REPOSITORY
from benchmarks.samples import Samples, quantile
from courses.models import Exercise
from grader.events import append_events
from grader.models import EventKind, Format, Grading, State
from grader.workbench.handing_in import start_run

STREAMS = 200
EVENTS = 30
SECONDS_BETWEEN = 1.0
"""Between two events of one grading. All gradings together write 200 in this time, each at its own moment."""
SECONDS_TO_START = 60.0
SECONDS_TO_ARRIVE = 20.0


@dataclass
class Page:
    """One live page: who looks at which grading, and when which event came."""

    grading: int
    cookie: str
    arrived: dict[int, float] = field(default_factory=dict)
    doubled: int = 0
    is_open: asyncio.Event = field(default_factory=asyncio.Event)


def measure() -> list[Samples]:
    """Measure. Needs a database with the bundled course."""
    pages = [_page(number) for number in range(STREAMS)]
    connection.close()
    with _web_process() as (port, process):
        written = asyncio.run(_watch(pages, port, process))
    return _figures(pages, written)


@dataclass
class Written:
    """When the writer wrote which event of which grading, and what the web process used meanwhile."""

    times: dict[tuple[int, int], float] = field(default_factory=dict)
    processor_share: float = 0.0
    connections: int = 0


def _page(number: int) -> Page:
    student, _ = User.objects.get_or_create(email=f"stream-{number}@example.org")
    exercise = Exercise.objects.get(slug="iris-classifier")
    content = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [_cell(number)]})
    grading = start_run(exercise, student, Format.NOTEBOOK, content)
    Grading.objects.filter(pk=grading.pk).update(state=State.RUNNING, attempt=1, started_at=timezone.now())
    session = SessionStore()
    session[SESSION_KEY] = str(student.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = student.get_session_auth_hash()
    session.create()
    return Page(grading=grading.pk, cookie=f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


def _cell(number: int) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": f"x = {number}"}


@contextmanager
def _web_process() -> Iterator[tuple[int, psutil.Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    with subprocess.Popen(command, cwd=REPOSITORY, env=os.environ.copy()) as started:
        try:
            _wait_for(port)
            yield port, psutil.Process(started.pid)
        finally:
            started.kill()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


async def _watch(pages: list[Page], port: int, process: psutil.Process) -> Written:
    readers = [asyncio.create_task(_read(page, port)) for page in pages]
    async with asyncio.timeout(SECONDS_TO_START):
        await asyncio.gather(*(page.is_open.wait() for page in pages))
    written = Written()
    writer = threading.Thread(target=_write, args=(pages, written))
    began, used = time.monotonic(), sum(process.cpu_times()[:2])
    writer.start()
    while writer.is_alive():
        written.connections = max(written.connections, _connections(process))
        await asyncio.sleep(0.5)
    written.processor_share = (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - began)
    _done, late = await asyncio.wait(readers, timeout=SECONDS_TO_ARRIVE)
    for reader in late:
        reader.cancel()
    return written


async def _read(page: Page, port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET /gradings/{page.grading}/events/ HTTP/1.1\r\nHost: localhost\r\nCookie: {page.cookie}\r\n\r\n"
    writer.write(request.encode())
    while len(page.arrived) < EVENTS and (line := await reader.readline()):
        if line.startswith(b"id: "):
            page.is_open.set()
        elif line.startswith(b"data: ") and b'"told"' in line:
            told = json.loads(line[6:])["told"]
            page.doubled += told in page.arrived
            page.arrived[told] = time.time()
        elif line.startswith(b"HTTP/1.1") and b" 200 " not in line:
            raise RuntimeError(f"no stream: {line!r}")
    writer.close()


def _write(pages: list[Page], written: Written) -> None:
    """Write events of all gradings, spread evenly over the time between two of one grading."""
    began = time.monotonic()
    for told in range(EVENTS):
        for place, page in enumerate(pages):
            due = began + SECONDS_BETWEEN * (told + place / len(pages))
            time.sleep(max(0.0, due - time.monotonic()))
            append_events(page.grading, [(EventKind.STDOUT, {"text": "x" * 80, "cut": False, "told": told})])
            written.times[page.grading, told] = time.time()
    connection.close()


def _connections(process: psutil.Process) -> int:
    """How many connections to the database the web process holds."""
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        return sum(file.path == name for file in process.open_files())
    port = int(str(settings.DATABASES["default"].get("PORT") or 5432))
    return sum(bool(one.raddr) and one.raddr.port == port for one in process.net_connections())


def _figures(pages: list[Page], written: Written) -> list[Samples]:
    late = [
        page.arrived[told] - written.times[page.grading, told]
        for page in pages
        for told in range(EVENTS)
        if told in page.arrived
    ]
    lost = STREAMS * EVENTS - len(late)
    doubled = sum(page.doubled for page in pages)
    return [
        Samples(f"{STREAMS} live streams: events lost or doubled", "", target=0, values=[float(lost + doubled)]),
        Samples("… from written to arrived", "ms", values=[seconds * 1000 for seconds in late]),
        Samples("… the same, 95th percentile", "ms", target=600, values=[quantile(late, 0.95) * 1000]),
        Samples("… processor time of the web process", "%", values=[written.processor_share * 100]),
        Samples("… its connections to the database", "", values=[float(written.connections)]),
    ]
