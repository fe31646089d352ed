"""Jails that are made ahead of their jobs."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from sandbox import Client, Ending, Event, Job, Limits, Program, private_server
from sandbox.warm import AHEAD
from tests.sandbox.processes import busy_keepers, waiting_inmates


@pytest.fixture(scope="module")
def path() -> Iterator[Path]:
    with private_server(["numpy"], slots=1) as path:
        yield path


def run(path: Path, source: str, on_event: Callable[[Event], None] = lambda _: None, **limits: int):
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    job = Job(id="1", environment="numpy", submission=program, limits=Limits(**limits))
    return Client(path).run(job, on_event).submission


def wait_for_jails(path: Path) -> set[psutil.Process]:
    deadline = time.monotonic() + 10
    while len(found := waiting_inmates(path)) != AHEAD or busy_keepers(path):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_a_job_has_a_jail_that_was_made_ahead_and_no_later_job_has_it(path: Path):
    before = wait_for_jails(path)
    busy: set[psutil.Process] = set()

    run(path, "print('here')\nimport time\ntime.sleep(0.3)", lambda event: busy.update(_busy(path)))

    assert len(busy) == 1
    assert busy <= before
    assert not busy & wait_for_jails(path)


def _busy(path: Path) -> set[psutil.Process]:
    return {inmate for keeper in busy_keepers(path) for inmate in keeper.children()}


def test_a_jail_that_died_before_its_job_is_not_given_one(path: Path):
    inmates = wait_for_jails(path)
    keepers = {inmate.parent() for inmate in inmates}
    for inmate in inmates:
        inmate.kill()
    psutil.wait_procs([keeper for keeper in keepers if keeper], timeout=5)

    assert run(path, "pass").ending is Ending.FINISHED
    assert not inmates & wait_for_jails(path)


def test_a_jail_whose_keeper_died_before_its_job_ends_too(path: Path):
    inmates = wait_for_jails(path)
    for inmate in inmates:
        keeper = inmate.parent()
        assert keeper is not None
        keeper.kill()

    assert not psutil.wait_procs(list(inmates), timeout=5)[1]
    assert run(path, "pass").ending is Ending.FINISHED


@pytest.mark.parametrize("megabytes", [2, 40])
def test_a_jail_that_was_made_ahead_has_the_limits_of_its_job(path: Path, megabytes: int):
    wait_for_jails(path)
    printed: list[str] = []
    source = "import os\nfolder = os.statvfs('/box')\nprint(folder.f_blocks * folder.f_frsize >> 20)"

    run(
        path,
        source,
        lambda event: printed.append(event.data["text"]) if event.kind == "stdout" else None,
        files_mb=megabytes,
    )

    assert printed == [f"{megabytes + 1}\n"]


@pytest.mark.usefixtures("groups")
def test_a_jail_is_in_a_control_group_of_its_own_before_it_has_a_job(path: Path):
    inmates = wait_for_jails(path)
    deadline = time.monotonic() + 5
    while not all(groups := [_groups_of(inmate) for inmate in inmates]) and time.monotonic() < deadline:
        time.sleep(0.02)

    busy: set[psutil.Process] = set()
    during: list[set[str]] = []

    def look(_event: Event) -> None:
        busy.update(_busy(path))
        during.extend(found for inmate in busy if (found := _groups_of(inmate)))

    run(path, "print('here')\nimport time\ntime.sleep(0.3)", look)

    assert all(groups)
    assert not set.intersection(*groups)
    assert during
    assert all(found in groups for found in during)


def _groups_of(inmate: psutil.Process) -> set[str]:
    try:
        lines = Path(f"/proc/{inmate.pid}/cgroup").read_text().splitlines()
    except OSError:
        return set()
    return {line.rpartition("/")[2] for line in lines if line.rpartition("/")[2].startswith("jail-")}
