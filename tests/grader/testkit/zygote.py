"""A small stand-in for the sandbox server: forks two processes for each job and relays what they say.

No isolation, no limits: what is tested with it is the test kit. Reads a job as a line of JSON, writes its events so.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.testkit.answers import serve
from grader.testkit.runner import main
from grader.testkit.warm import warm
from sandbox.errors import WireError
from sandbox.wire import Channel, FrameBuffer, FrameKind, encode, pack_frame

Event = dict[str, Any]


def fork(entry: Callable[[Channel, dict[str, Any]], None], folder: Path, arguments: dict[str, Any], log: Path) -> Any:
    """Run ``entry`` in a child whose working folder is ``folder``; return its process number and our end."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child:
        theirs.close()
        return child, ours
    ours.close()
    os.chdir(folder)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    status = 1
    try:
        entry(Channel(theirs), arguments)
        status = 0
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


class Relay:
    """Passes questions, answers and events on until the tests are through."""

    def __init__(self, submission: socket.socket, tests: socket.socket, deadline: float | None) -> None:
        self.submission, self.tests = submission, tests
        self.buffers = {submission: FrameBuffer(), tests: FrameBuffer()}
        self.ends = time.monotonic() + (deadline or 1e9)
        self.events: list[Event] = []

    def run(self, stop: Callable[[], None]) -> None:
        """Relay; ``stop`` ends the submission at the deadline."""
        open_ends = {self.submission, self.tests}
        while self.tests in open_ends:
            ready, _, _ = select.select(list(open_ends), [], [], 0.05)
            if time.monotonic() > self.ends and self.submission in open_ends:
                stop()
                open_ends.discard(self.submission)
                self.tell_ended("deadline")
            for end in [end for end in ready if end in open_ends]:
                if not self.read(end):
                    open_ends.discard(end)
                    if end is self.submission:
                        self.tell_ended("exited")

    def read(self, end: socket.socket) -> bool:
        try:
            data = end.recv(1 << 18)
            frames = list(self.buffers[end].feed(data))
        except (ConnectionError, WireError):
            return False
        for frame in frames:
            if frame.kind is FrameKind.EVENT:
                source = "tests" if end is self.tests else "submission"
                self.events.append({"source": source, **frame.body()})
            else:
                self.pass_on(end, frame.kind, frame.payload)
        return bool(data)

    def pass_on(self, end: socket.socket, kind: FrameKind, payload: bytes) -> None:
        other = self.submission if end is self.tests else self.tests
        try:
            other.sendall(pack_frame(kind, payload))
        except OSError:
            return

    def tell_ended(self, ending: str) -> None:
        self.tests.sendall(pack_frame(FrameKind.PEER_ENDED, encode({"ending": ending})))


def entry_of(job: dict[str, Any]) -> Callable[[Channel, dict[str, Any]], None]:
    """Return the submission jail's program: the kit's own, or a forger's."""
    if not job.get("forger"):
        return serve
    spec = importlib.util.spec_from_file_location("forger", job["forger"])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    entry: Callable[[Channel, dict[str, Any]], None] = module.serve
    return entry


def run(job: dict[str, Any]) -> list[Event]:
    """Run one job and return its events."""
    folder = Path(job["folder"])
    arguments = {"main": job["main"], "seed": job["arguments"].get("seed")}
    submission, ours = fork(entry_of(job), folder / "work", arguments, folder / "submission.log")
    tests, theirs = fork(main, folder, job["arguments"], folder / "tests.log")
    relay = Relay(ours, theirs, job.get("deadline"))
    relay.run(lambda: os.kill(submission, signal.SIGKILL))
    os.kill(submission, signal.SIGKILL)
    for child, end in ((submission, ours), (tests, theirs)):
        os.waitpid(child, 0)
        end.close()
    return relay.events


def serve_jobs() -> None:
    """Run the jobs that come in, one a line."""
    if "keras" in sys.argv:
        import keras  # noqa: F401
        import tensorflow as tf  # noqa: F401
    warm()
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line)), default=lambda content: content.hex()), flush=True)


if __name__ == "__main__":
    serve_jobs()
