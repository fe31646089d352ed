"""The processes of a sandbox server, as the host sees them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import psutil

from benchmarks.jails import server_at


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


def is_busy(inmate: psutil.Process) -> bool:
    """Whether a jail's first process has an order: it has its filter of system calls then."""
    with contextlib.suppress(OSError):
        return "Seccomp:\t2" in Path(f"/proc/{inmate.pid}/status").read_text()
    return False


def _children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return list(process.children())
    return []
