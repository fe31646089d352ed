"""The server's handle of a warm process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sandbox import warm_process
from sandbox.cgroup import Group, Groups
from sandbox.errors import NotWarm
from sandbox.job import Ending, Program
from sandbox.limits import Limits
from sandbox.warm import AHEAD
from sandbox.warm_process import WarmProcess
from sandbox.wire import FrameKind

WAITS = Program(
    entry="sandbox.alone:main", files={"main.py": b"import time; time.sleep(30)"}, arguments={"main": "main.py"}
)


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


@pytest.fixture
def grouped(tmp_path: Path, groups: Groups) -> Iterator[Watched]:
    process = Watched("numpy", tmp_path, groups)
    process.start()
    wait_until_ready(process)
    wait_until_made_ahead(process)
    yield process
    process.stop()
    process.wait()


def test_the_groups_of_jails_that_were_never_used_are_used_again(grouped: Watched) -> None:
    before = set(map(name_of, grouped._ahead.values()))

    os.kill(grouped.pid, signal.SIGKILL)
    wait_until_ready(grouped, again=False)
    wait_until_ready(grouped)
    wait_until_made_ahead(grouped)

    assert len(before) == AHEAD
    assert set(map(name_of, grouped._ahead.values())) == before


def test_jails_that_died_before_a_job_are_forgotten(grouped: Watched, caplog: pytest.LogCaptureFixture) -> None:
    before = set(grouped._ahead)

    for inmate in wait_for_inmates(grouped):
        inmate.kill()

    deadline = time.monotonic() + 10
    while len(grouped._ahead) != AHEAD or before & set(grouped._ahead):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert "ended before they had a job" in caplog.text


def test_where_jails_die_at_once_fewer_and_fewer_are_made(grouped: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Group, "open_doors", lambda _group: [os.open("/dev/full", os.O_WRONLY)])
    before = max(grouped._ahead)
    for inmate in wait_for_inmates(grouped):
        inmate.kill()

    time.sleep(4)

    # Each 0.1 s would be forty; each wait is twice the one before.
    assert max(grouped._ahead) - before < 10


def test_a_group_that_cannot_be_limited_is_given_up_and_its_jail_used(
    grouped: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, bad = next(iter(grouped._ahead.items()))
    limit = Group.limit

    def refuse(group: Group, limits: Limits) -> None:
        if group is bad:
            raise OSError("refused")
        limit(group, limits)

    monkeypatch.setattr(Group, "limit", refuse)

    jail = grouped.open_jail("submission", Limits())
    jail.close()

    assert jail.group is not None
    assert jail.group is not bad
    assert number not in grouped._ahead
    assert bad not in grouped._groups._free


def test_a_jail_that_was_made_without_a_group_has_one_for_its_job(
    grouped: Watched, groups: Groups, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in grouped._ahead:
        grouped._ahead[number] = None

    jail = grouped.open_jail("submission", Limits())
    jail.channel.queue(FrameKind.START, WAITS.to_dict())
    jail.channel.flush()
    assert jail.group is not None
    deadline = time.monotonic() + 10
    while jail.group.is_empty() and time.monotonic() < deadline:
        time.sleep(0.02)
    was_empty = jail.group.is_empty()
    jail.kill(Ending.KILLED)
    jail.close()

    assert not was_empty


def test_an_error_while_a_jail_is_made_ahead_ends_no_warm_process(
    grouped: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = grouped.pid

    def refuse(_group: Group) -> list[int]:
        raise OSError("too many open files")

    with monkeypatch.context() as patched:
        patched.setattr(Group, "open_doors", refuse)
        for inmate in wait_for_inmates(grouped):
            inmate.kill()
        deadline = time.monotonic() + 10
        while not any(group is None for group in grouped._ahead.values()):
            assert time.monotonic() < deadline
            time.sleep(0.02)

    assert grouped.pid == pid
    assert grouped.is_ready


def test_a_group_that_somebody_removed_is_left_out(groups: Groups) -> None:
    gone = groups.take(Limits())
    assert gone is not None
    groups.give_back(gone)
    gone.remove()

    taken = groups.take(Limits())

    assert taken is not None
    assert taken is not gone


def wait_until_made_ahead(process: WarmProcess) -> None:
    deadline = time.monotonic() + 10
    while len(process._ahead) < AHEAD:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_for_inmates(process: Watched) -> list[psutil.Process]:
    deadline = time.monotonic() + 10
    while True:
        inmates = [inmate for keeper in psutil.Process(process.pid).children() for inmate in keeper.children()]
        if len(inmates) == AHEAD:
            return inmates
        assert time.monotonic() < deadline
        time.sleep(0.02)


def name_of(group: Group | None) -> str:
    return next(iter(group.folders.values())).name if group else ""


def test_a_job_that_finds_none_was_not_begun(warm: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_process, "WARMING_SECONDS", 0.1)
    warm.stop()
    with pytest.raises(NotWarm):
        warm.open_jail("submission", Limits())
