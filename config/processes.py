"""Child processes that live and die together.

Why not honcho: it runs each child under a helper process of its own, so a killed supervisor would leave everything
running, and it cannot tell a requested stop from a child's failure, nor stop one child after the others.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox import syscalls

SECONDS_TO_END = 5.0
"""How long a child may take to end after SIGTERM before it is killed."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """What a child runs. One that ``serves_others`` is stopped after those that do not."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    serves_others: bool = False


@dataclass(frozen=True)
class Child:
    """A started program and its process, which leads a process group of its own."""

    program: Program
    process: subprocess.Popen[bytes]

    def signal_group(self, number: int) -> None:
        """Send a signal to the child and to whatever it started in its group; gone ones are no error."""
        _signal_group(self.process.pid, number)


@dataclass
class ProcessGroup:
    """The running children."""

    children: list[Child] = field(default_factory=list)
    guard: Guard | None = None

    def start(self, program: Program) -> Child:
        """Start one program, away from the terminal's Ctrl-C, to end when this process does in whatever way."""
        self.guard = self.guard or Guard.start()
        process = subprocess.Popen(
            program.command,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent(os.getpid()),  # noqa: PLW1509  (this process has no other threads)
        )
        child = Child(program, process)
        self.guard.note(process.pid)
        self.children.append(child)
        return child

    def ended(self) -> Child | None:
        """A child that is no longer running, if there is one."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def stop(self) -> None:
        """End all children and what they started: politely first, then by force; servers of others last."""
        for last in (False, True):
            _stop([child for child in self.children if child.program.serves_others is last])
        self.children.clear()
        if self.guard:
            self.guard.dismiss()
            self.guard = None


@dataclass(frozen=True)
class Guard:
    """A process that kills the children's groups when this process was killed, and could not.

    The kernel asks each child to end when its parent dies, all at once; but a Celery worker whose Redis has gone before
    it waits for Redis, for ever.
    """

    pid: int
    notes: int
    """The end of a pipe that this process writes to; the guard sees it close when this process ends."""

    @staticmethod
    def start() -> Guard:
        """Start the guard of this process."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(writing)
                _guard(reading)
            finally:
                os._exit(0)
        os.close(reading)
        return Guard(pid, writing)

    def note(self, pid: int) -> None:
        """Tell the guard of a child that leads a process group."""
        os.write(self.notes, pid.to_bytes(4, sys.byteorder))

    def dismiss(self) -> None:
        """End the guard: all children have ended."""
        os.write(self.notes, (0).to_bytes(4, sys.byteorder))
        os.close(self.notes)
        os.waitpid(self.pid, 0)


def _guard(notes: int) -> None:
    """Be the guard: take note of children until the pipe closes, then end what is left of them."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    while note := os.read(notes, 4):
        pid = int.from_bytes(note, sys.byteorder)
        if pid == 0:
            return
        groups.add(pid)
    deadline = time.monotonic() + SECONDS_TO_END
    while groups and time.monotonic() < deadline:
        time.sleep(0.1)
        groups = {group for group in groups if _signal_group(group, 0)}
    for group in groups:
        _signal_group(group, signal.SIGKILL)


def _signal_group(group: int, number: int) -> bool:
    """Send a signal to a process group; False when there is none."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _stop(children: list[Child]) -> None:
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        child.signal_group(signal.SIGKILL)
        child.process.wait()


def _end_with_parent(parent: int) -> Callable[[], None] | None:
    """What a new child runs before its program, so that the kernel ends it when ``parent`` dies (Linux only)."""
    if sys.platform != "linux":
        return None

    def before_program() -> None:
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return before_program
