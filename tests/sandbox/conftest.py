"""Fixtures of the sandbox's tests: run a piece of code in a real jail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox import Client, Event, Job, JobEnd, Limits, Program
from sandbox.cgroup import Groups


@dataclass
class Ran:
    """What came of one job."""

    end: JobEnd
    events: list[Event]

    @property
    def printed(self) -> str:
        """All that the code printed and that was passed on."""
        return "".join(event.data["text"] for event in self.events if event.kind == "stdout")


RunCode = Callable[..., Ran]


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


@pytest.fixture
def run_code(client: Client) -> RunCode:
    """Run Python source alone in a jail: ``run_code(source, environment="numpy", **limits)``."""
    return runner(client)


def runner(client: Client) -> RunCode:
    """Return a function that runs Python source alone in a jail of ``client``'s server."""

    def run(source: str, environment: str = "numpy", files: dict[str, bytes] | None = None, **limits: Any) -> Ran:
        program = Program(
            entry="sandbox.alone:main",
            files={"main.py": source.encode(), **(files or {})},
            arguments={"main": "main.py"},
        )
        events: list[Event] = []
        job = Job(id="test", environment=environment, submission=program, limits=Limits(**limits))
        end = client.run(job, events.append)
        return Ran(end, events)

    return run


@pytest.fixture
def groups() -> Iterator[Groups]:
    """The control groups of this process; skips where none can be made."""
    found = Groups.of_this_process()
    if not found.hierarchies:
        pytest.skip(f"control groups cannot be made here: {found.reason}; root can, or a service with Delegate=yes")
    yield found
    found.close()
