"""The processes of a sandbox server, as the host sees them."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import psutil

from benchmarks.jails import server_at
from sandbox.warm import AHEAD


def keepers(path: Path) -> list[psutil.Process]:
    """Return the keepers of all jails of the server at ``path``, those that wait for a job too."""
    return [keeper for warm in server_at(path).children() for keeper in warm.children()]


def busy_keepers(path: Path) -> list[psutil.Process]:
    """Return the keepers of the jails that have a job."""
    return [keeper for keeper in keepers(path) if any(map(is_busy, _children(keeper)))]


def waiting_inmates(path: Path) -> set[psutil.Process]:
    """Return the first processes of the jails that wait for a job."""
    inmates = {inmate for keeper in keepers(path) for inmate in _children(keeper)}
    return {inmate for inmate in inmates if not is_busy(inmate)}


def unused_jails(server: psutil.Process) -> set[psutil.Process]:
    """Return all processes of the jails that wait for a job."""
    found: set[psutil.Process] = set()
    for warm in _children(server):
        for keeper in _children(warm):
            inmates = _children(keeper)
            if inmates and not any(map(is_busy, inmates)):
                found |= {keeper, *inmates}
    return found


def wait_for_jails(server: psutil.Process, seconds: float = 5.0) -> None:
    """Wait until every warm process has made its next jails and no other is left, or until the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(psutil.NoSuchProcess):
            if len(unused_jails(server)) == 2 * AHEAD * len(server.children()) and not _has_more(server):
                return
        time.sleep(0.02)


def _has_more(server: psutil.Process) -> bool:
    return any(len(warm.children()) > AHEAD for warm in server.children())


def is_busy(inmate: psutil.Process) -> bool:
    """Whether a jail's first process has an order: it has its filter of system calls then."""
    with contextlib.suppress(OSError):
        return "Seccomp:\t2" in Path(f"/proc/{inmate.pid}/status").read_text()
    return False


def _children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return list(process.children())
    return []
