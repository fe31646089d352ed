"""The server's handle of a warm process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import warm_process
from sandbox.cgroup import Groups
from sandbox.errors import NotWarm
from sandbox.limits import Limits
from sandbox.warm_process import WarmProcess


class Watched(WarmProcess):
    """A warm process whose number is known."""

    pid = 0

    def _spawn(self, *arguments: object) -> subprocess.Popen[bytes]:
        process = super()._spawn(*arguments)  # type: ignore[arg-type]
        self.pid = process.pid
        return process


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Watched]:
    process = Watched("numpy", tmp_path, Groups([], "not tested here"))
    process.start()
    wait_until_ready(process)
    yield process
    process.stop()
    process.wait()


def wait_until_ready(process: WarmProcess, *, again: bool = True) -> None:
    deadline = time.monotonic() + 60
    while process.is_ready is not again:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_one_that_is_killed_with_a_request_unread_is_started_again(warm: Watched) -> None:
    os.kill(warm.pid, signal.SIGSTOP)
    warm.open_jail("submission", Limits()).close()
    os.kill(warm.pid, signal.SIGKILL)
    wait_until_ready(warm, again=False)
    wait_until_ready(warm)
    warm.open_jail("submission", Limits()).close()


def test_a_job_that_finds_none_was_not_begun(warm: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_process, "WARMING_SECONDS", 0.1)
    warm.stop()
    with pytest.raises(NotWarm):
        warm.open_jail("submission", Limits())
