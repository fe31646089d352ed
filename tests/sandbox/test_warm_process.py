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
from sandbox.cgroup import Group, Groups
from sandbox.cgroup_hierarchy import PREFIX
from sandbox.errors import NotWarm
from sandbox.limits import Limits
from sandbox.warm import AHEAD
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


def test_the_groups_of_jails_that_were_never_used_are_used_again(tmp_path: Path) -> None:
    groups = Groups.of_this_process()
    if not groups.hierarchies:
        pytest.skip(f"control groups cannot be made here: {groups.reason}; root can, or a service with Delegate=yes")
    process = Watched("numpy", tmp_path, groups)
    process.start()
    wait_until_ready(process)
    numbers = []
    for _ in range(2):
        wait_until_made_ahead(process)
        numbers.append({group for group in map(name_of, process._ahead.values()) if group})
        os.kill(process.pid, signal.SIGKILL)
        wait_until_ready(process, again=False)
        wait_until_ready(process)
    process.stop()
    process.wait()
    groups.close()

    assert [len(found) for found in numbers] == [AHEAD, AHEAD]
    assert numbers[0] == numbers[1]
    assert not list(groups.hierarchies[0].folder.glob(f"{PREFIX}{os.getpid()}/jail-*"))


def wait_until_made_ahead(process: WarmProcess) -> None:
    deadline = time.monotonic() + 10
    while len(process._ahead) < AHEAD:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def name_of(group: Group | None) -> str:
    return next(iter(group.folders.values())).name if group else ""


def test_a_job_that_finds_none_was_not_begun(warm: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_process, "WARMING_SECONDS", 0.1)
    warm.stop()
    with pytest.raises(NotWarm):
        warm.open_jail("submission", Limits())
