"""The client of a sandbox server.

::

    client = Client("/run/backpass/sandbox.sock")
    end = client.run(Job(id="1", environment="numpy", submission=Program(entry="…", files={…})), on_event=print)
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sandbox.errors import AnswerTimeout, JobRefused, MalformedMessage, SandboxAbsent, SandboxUnavailable, WireError
from sandbox.job import Event, Job, JobEnd
from sandbox.wire import Frame, FrameKind, FrameSocket, decode

ASK_SECONDS = 0.2
CONNECT_SECONDS = 5.0


def ignore_event(event: Event) -> None:
    """Drop ``event``: the default for ``Client.run``."""


class Client:
    """Runs jobs on the server at ``socket_path``. Safe to use from several threads: each call has a connection.

    Where each environment has a server of its own, ``socket_path`` holds ``{environment}`` in place of its name.
    """

    def __init__(self, socket_path: str | Path) -> None:
        self._path = str(socket_path)

    def run(
        self,
        job: Job,
        on_event: Callable[[Event], None] = ignore_event,
        should_stop: Callable[[], bool] | None = None,
    ) -> JobEnd:
        """Run ``job`` and return how it ended, calling ``on_event`` for each event in order.

        About every 0.2 s ``should_stop`` is asked; once it says true the job is canceled and its end returned.
        Raises ``SandboxUnavailable`` when the server goes away, its ``SandboxAbsent`` when it cannot be reached or had
        not begun the job, and ``JobRefused`` when it will not or cannot run the job.
        """
        frames = self._connect(job.environment)
        has_begun = False

        def hear(event: Event) -> None:
            nonlocal has_begun
            has_begun = True
            on_event(event)

        try:
            frames.send(FrameKind.JOB, job.to_dict())
            return _follow(frames, hear, should_stop)
        except (SandboxUnavailable, WireError) as error:
            kind = SandboxUnavailable if has_begun else SandboxAbsent
            raise kind(f"the connection to the sandbox server broke: {error}") from error
        finally:
            frames.close()

    def is_there(self, environment: str = "") -> bool:
        """Whether a server listens that has ``environment``, be it warm or not."""
        try:
            self._connect(environment).close()
        except SandboxUnavailable:
            return False
        return True

    def ping(self, environment: str = "") -> dict[str, Any]:
        """Return ``{"environments": {name: is_warm}, "slots": n, …}`` of the server that has ``environment``.

        Raises ``SandboxUnavailable``.
        """
        frames = self._connect(environment)
        try:
            frames.send(FrameKind.PING, {})
            frame = frames.receive(CONNECT_SECONDS)
            answer = frame.body() if frame is not None else None
        except WireError as error:
            raise SandboxUnavailable(f"the sandbox server does not answer: {error}") from error
        finally:
            frames.close()
        if not isinstance(answer, dict):
            raise SandboxUnavailable("the sandbox server closed the connection")
        return answer

    def wait_until_warm(self, seconds: float = 120.0) -> None:
        """Wait until every environment is warm. Raises ``SandboxUnavailable`` after ``seconds``."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(SandboxUnavailable):
                if all(self.ping()["environments"].values()):
                    return
            time.sleep(0.05)
        raise SandboxUnavailable(f"no warm sandbox server at {self._path} after {seconds:.0f} s")

    def _connect(self, environment: str) -> FrameSocket:
        path = self._path.replace("{environment}", environment)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(path)
        except OSError as error:
            connection.close()
            raise SandboxAbsent(f"no sandbox server at {path}: {error}") from error
        connection.settimeout(None)
        return FrameSocket(connection)


def _follow(frames: FrameSocket, on_event: Callable[[Event], None], should_stop: Callable[[], bool] | None) -> JobEnd:
    canceled = False
    while True:
        if should_stop is not None and not canceled and should_stop():
            canceled = True
            frames.send(FrameKind.CANCEL, {})
        try:
            frame = frames.receive(ASK_SECONDS if should_stop is not None else None)
        except AnswerTimeout:
            continue
        end = _take(frame, on_event)
        if end is not None:
            return end


def _take(frame: Frame | None, on_event: Callable[[Event], None]) -> JobEnd | None:
    if frame is None:
        raise SandboxUnavailable("the sandbox server closed the connection")
    if frame.kind is FrameKind.REFUSED:
        body = frame.body()
        raise (SandboxAbsent if body.get("absent") else JobRefused)(str(body.get("reason")))
    if frame.kind is FrameKind.END:
        return JobEnd.from_dict(frame.body())
    if frame.kind is FrameKind.EVENT:
        event = _read_event(frame)
        if event is not None:
            on_event(event)
    return None


def _read_event(frame: Frame) -> Event | None:
    """Return the event, or ``None`` for one that a jail made badly."""
    message = frame.body()
    try:
        body = decode(message["payload"])
    except MalformedMessage:
        return None
    if not isinstance(body, dict) or not isinstance(body.get("kind"), str) or not isinstance(body.get("data"), dict):
        return None
    return Event(source=message["source"], kind=body["kind"], data=body["data"])
