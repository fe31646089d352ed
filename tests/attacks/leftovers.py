"""What a job may not leave behind on the host: processes, files, mounts, shared memory, descriptors, memory."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from sandbox.user_map import ROOT_MODE_UID
from tests.sandbox.processes import unused_jails, wait_for_jails

GROWTH_MB = 30
"""How much memory the server's processes may add over one job: allocators keep what they had once."""
SETTLING_SECONDS = 3.0
OUR_MOUNTS = ("jail ", "private ")
TELLTALE = ("left", "kept", "escaped")


@dataclass(frozen=True, kw_only=True)
class Traces:
    """What a host shows of a sandbox server and its jobs at one moment."""

    processes: frozenset[int]
    descriptors: int
    threads: int
    mounts: int
    files: frozenset[str]
    shared_memory: frozenset[str]
    memory_mb: float


def traces_of(server: psutil.Process) -> Traces:
    """Look at a host with a server on it, whose warm processes have made their next jails."""
    wait_for_jails(server)
    everyone = [server, *server.children(recursive=True)]
    # Jails that wait for their job are others after each, and as many again a moment later.
    unused = unused_jails(server)
    family = [process for process in everyone if process not in unused]
    return Traces(
        processes=frozenset(process.pid for process in family),
        descriptors=sum(process.num_fds() for process in family),
        threads=sum(process.num_threads() for process in family),
        mounts=sum(line.startswith(OUR_MOUNTS) for line in Path(f"/proc/{server.pid}/mounts").read_text().splitlines()),
        files=frozenset(_files()),
        shared_memory=frozenset(_shared_memory()),
        memory_mb=sum(_anonymous_kb(process.pid) for process in everyone) / 1024,
    )


def _shared_memory() -> Iterator[str]:
    """Yield what the users of jails and server share with other processes; databases on this host do so, too."""
    owners = {str(ROOT_MODE_UID), str(os.geteuid())}
    for kind, number in (("shm", "shmid"), ("sem", "semid"), ("msg", "msqid")):
        header, *lines = Path("/proc/sysvipc", kind).read_text().splitlines()
        rows = (dict(zip(header.split(), line.split(), strict=False)) for line in lines)
        yield from (f"{kind} {row[number]}" for row in rows if row["uid"] in owners)


def _anonymous_kb(pid: int) -> int:
    """Memory of its own; what is mapped from files is shared with whatever else runs on the host."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1])
    return 0


def _files() -> list[str]:
    """Files of the jails' user, and those called as attacks call theirs; others on the host make files, too."""
    found = [path for folder in (tempfile.gettempdir(), "/dev/shm", "/var/tmp") for path in Path(folder).iterdir()]
    return [str(path) for path in found if path.name.startswith(TELLTALE) or _owner(path) == ROOT_MODE_UID]


def _owner(path: Path) -> int:
    try:
        return path.lstat().st_uid
    except OSError:
        return -1


def leftovers(before: Traces, after: Traces) -> list[str]:
    """Say what there is more of afterwards."""
    found = [f"process {pid}" for pid in sorted(after.processes - before.processes)]
    found += [f"file {path}" for path in sorted(after.files - before.files)]
    for name in ("descriptors", "threads", "mounts"):
        if getattr(after, name) > getattr(before, name):
            found.append(f"{name}: {getattr(before, name)} before, {getattr(after, name)} after")
    found += [f"shared memory: {shared}" for shared in sorted(after.shared_memory - before.shared_memory)]
    if after.memory_mb > before.memory_mb + GROWTH_MB:
        found.append(f"memory: {before.memory_mb:.0f} MB before, {after.memory_mb:.0f} MB after")
    return found


def settled_leftovers(before: Traces, look: Callable[[], Traces]) -> list[str]:
    """Return what is left once the host has had a moment to clear up."""
    deadline = time.monotonic() + SETTLING_SECONDS
    while True:
        try:
            found = leftovers(before, look())
        except (psutil.NoSuchProcess, OSError):
            found = ["a process that is just ending"]
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)
