"""Children that live and die together, as real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from config import processes as module
from config.environment import BASE_DIR
from config.processes import ProcessGroup, Program

SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({path!r}, 'w').close(); time.sleep(600)"
)
WITH_GRANDCHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, file=open({path!r}, "w"), flush=True)
time.sleep(600)
"""
SUPERVISOR = """
import sys, time
from config.processes import ProcessGroup, Program
group = ProcessGroup()
command = [sys.executable, "-c", "import time; time.sleep(600)"]
child = group.start(Program(name="sleep", command=command, environment={}))
print(child.process.pid, flush=True)
time.sleep(600)
"""


WITH_STUBBORN_CHILD = """
import sys, time
from pathlib import Path
from config import processes
from config.processes import ProcessGroup, Program
processes.SECONDS_TO_END = 0.2
ready = Path({path!r})
code = {code!r}
child = ProcessGroup().start(Program(name="stubborn", command=[sys.executable, "-c", code], environment={{}}))
while not ready.exists():
    time.sleep(0.02)
print(child.process.pid, flush=True)
time.sleep(600)
"""


def python(code: str, **more: bool) -> Program:
    return Program(name="python", command=[sys.executable, "-c", code], environment=os.environ, **more)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited 20 seconds in vain"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_stopping_ends_every_child(processes: ProcessGroup) -> None:
    pids = [processes.start(python(SLEEP)).process.pid for _ in range(3)]

    processes.stop()

    assert not any(is_running(pid) for pid in pids)


def test_child_that_ignores_the_request_is_killed(
    processes: ProcessGroup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_END", 0.2)
    ready = tmp_path / "ready"
    child = processes.start(python(STUBBORN.format(path=str(ready))))
    wait_until(ready.exists)

    processes.stop()

    assert child.process.returncode == -signal.SIGKILL


def test_what_a_child_has_started_ends_with_it(processes: ProcessGroup, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    processes.start(python(WITH_GRANDCHILD.format(path=str(note))))
    wait_until(lambda: note.exists() and note.read_text().endswith("\n"))

    processes.stop()

    wait_until(lambda: not is_running(int(note.read_text())))


def test_server_of_others_ends_after_them(processes: ProcessGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    server = processes.start(python(SLEEP, serves_others=True)).process
    client = processes.start(python(SLEEP)).process
    asked: list[int] = []

    def ask_to_end(process: subprocess.Popen[bytes]) -> None:
        asked.append(process.pid)
        assert process is client or client.returncode is not None
        process.kill()

    monkeypatch.setattr(subprocess.Popen, "terminate", ask_to_end)

    processes.stop()

    assert asked == [client.pid, server.pid]


def test_child_that_has_ended_is_named(processes: ProcessGroup) -> None:
    processes.start(python(SLEEP))
    short = processes.start(python("raise SystemExit(3)"))
    short.process.wait()

    ended = processes.ended()

    assert ended is short
    assert ended.process.returncode == 3


def test_children_end_when_their_supervisor_is_killed() -> None:
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR], cwd=BASE_DIR, stdout=subprocess.PIPE)
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())

    supervisor.kill()
    supervisor.wait()

    wait_until(lambda: not is_running(pid))


def test_a_child_that_ignores_the_request_ends_when_its_supervisor_is_killed(tmp_path: Path) -> None:
    ready = str(tmp_path / "ready")
    code = WITH_STUBBORN_CHILD.format(path=ready, code=STUBBORN.format(path=ready))
    supervisor = subprocess.Popen([sys.executable, "-c", code], cwd=BASE_DIR, stdout=subprocess.PIPE)
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline())

    supervisor.kill()
    supervisor.wait()

    wait_until(lambda: not is_running(pid))
