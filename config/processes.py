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
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass
class ProcessGroup:
    """The running children."""

    children: list[Child] = field(default_factory=list)

    def start(self, program: Program) -> Child:
        """Start one program, away from the terminal's Ctrl-C, to end when this process does in whatever way."""
        process = subprocess.Popen(
            program.command,
            env=dict(program.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent(os.getpid()),  # noqa: PLW1509  (this process has no other threads)
        )
        child = Child(program, process)
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
