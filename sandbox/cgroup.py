"""Control groups: where this process may make some, each jail runs in one that bounds its memory and processes.

Version 1 and version 2 are both spoken; see cgroups(7) and the kernel's admin-guide/cgroup-v1 and cgroup-v2. They are
a second bound, behind resource limits and the watch: a jail that allocates faster than the watch looks meets the
kernel's out-of-memory killer in its own group, which takes the job and never the server. A group is used again for
the next jail, since making and removing groups leaves remains in the kernel as long as a page of theirs is cached.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.cgroup_hierarchy import PREFIX, PROCS, Hierarchy, find_hierarchies, own_folder
from sandbox.job import Ending
from sandbox.limits import MEBIBYTE, Limits

logger = logging.getLogger("sandbox")

SLACK_MB = 16
"""What a group may hold beyond the job's memory and files: page tables, sockets, the kernel's own bookkeeping."""
REMOVE_SECONDS = 1.0
_numbers = itertools.count()


@dataclass
class Group:
    """One jail's group, in one or more hierarchies. ``folders`` maps a controller to its folder."""

    version: int
    folders: dict[str, Path]
    _killed_before: int = 0
    _refused_before: int = 0
    _cpu_before: float = 0.0

    def limit(self, limits: Limits) -> None:
        """Bound what joins from now on, and count from here. Raises ``OSError``."""
        self._set_memory((limits.memory_mb + limits.all_files_mb + SLACK_MB) * MEBIBYTE)
        if "pids" in self.folders:
            (self.folders["pids"] / "pids.max").write_text(str(limits.processes))
        self._killed_before, self._refused_before = self._kills(), self._refusals()
        self._cpu_before = self._cpu()

    def _set_memory(self, size: int) -> None:
        if "memory" not in self.folders:
            return
        if self.version == 2:
            _write(self.folders["memory"], {"memory.max": size, "memory.swap.max": 0, "memory.oom.group": 1})
            return
        # With swap, the two bounds of version 1 must never cross on the way.
        both = {"memory.limit_in_bytes": size, "memory.memsw.limit_in_bytes": size}
        _write(self.folders["memory"], {"memory.memsw.limit_in_bytes": -1})
        _write(self.folders["memory"], both)

    def open_doors(self) -> list[int]:
        """Return descriptors through which a process joins by writing ``0``; the caller closes them."""
        folders = sorted({str(folder) for folder in self.folders.values()})
        return [os.open(f"{folder}/{PROCS}", os.O_WRONLY | os.O_CLOEXEC) for folder in folders]

    def used_up(self) -> Ending | None:
        """Return which bound the kernel enforced since `limit`, if any."""
        if self._kills() > self._killed_before:
            return Ending.MEMORY
        return Ending.PROCESSES if self._refusals() > self._refused_before else None

    def cpu_seconds(self) -> float | None:
        """Return the processor time used since `limit`, ended processes included; ``None`` where nobody counts it."""
        return self._cpu() - self._cpu_before if {"cpu", "cpuacct"} & set(self.folders) else None

    def is_empty(self) -> bool:
        """Whether no process is left in it."""
        return not any((folder / PROCS).read_text() for folder in set(self.folders.values()))

    def remove(self) -> None:
        """Kill what is left in the group and remove it. Raises ``OSError`` when a process does not end."""
        deadline = time.monotonic() + REMOVE_SECONDS
        while not self.is_empty() and time.monotonic() < deadline:
            self._kill()
            time.sleep(0.005)
        for folder in set(self.folders.values()):
            folder.rmdir()

    def _kill(self) -> None:
        for folder in set(self.folders.values()):
            for pid in (folder / PROCS).read_text().split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)

    def _kills(self) -> int:
        return _count(
            self.folders.get("memory"), "memory.events" if self.version == 2 else "memory.oom_control", "oom_kill"
        )

    def _refusals(self) -> int:
        return _count(self.folders.get("pids"), "pids.events", "max")

    def _cpu(self) -> float:
        if self.version == 2:
            return _count(self.folders.get("cpu"), "cpu.stat", "usage_usec") / 1e6
        with contextlib.suppress(OSError, KeyError, ValueError):
            return int((self.folders["cpuacct"] / "cpuacct.usage").read_text()) / 1e9
        return 0.0


def _write(folder: Path, values: dict[str, int]) -> None:
    for name, value in values.items():
        if (folder / name).exists():
            (folder / name).write_text(str(value))


def _count(folder: Path | None, file: str, key: str) -> int:
    if folder is not None:
        with contextlib.suppress(OSError, ValueError):
            for line in (folder / file).read_text().splitlines():
                name, _, value = line.partition(" ")
                if name == key:
                    return int(value)
    return 0


@dataclass
class Groups:
    """All groups of one server. ``take`` and ``give_back`` may be called from any thread."""

    hierarchies: list[Hierarchy]
    reason: str = ""
    _free: list[Group] = field(default_factory=list)
    _all: list[Group] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of_this_process(cls) -> Groups:
        """Return the groups that this process can make; none, with the ``reason``, where it may not."""
        try:
            found = find_hierarchies()
        except OSError as error:
            return cls([], f"not writable ({error.strerror})")
        for hierarchy in found:
            _sweep(hierarchy.folder)
        return cls(found, "" if found else "no controller is offered")

    def take(self, limits: Limits) -> Group | None:
        """Return a group with these limits, or ``None`` where there can be none."""
        if not self.hierarchies:
            return None
        try:
            group = self._take_free() or self._make()
            group.limit(limits)
        except OSError as error:
            logger.warning("a jail runs without a control group: %s", error)
            return None
        return group

    def _take_free(self) -> Group | None:
        with self._lock:
            for group in list(self._free):
                try:
                    if group.is_empty():
                        self._free.remove(group)
                        return group
                except OSError:  # Somebody else has removed it.
                    self._free.remove(group)
        return None

    def give_back(self, group: Group) -> None:
        """Let the group be used again once nothing runs in it."""
        with self._lock:
            self._free.append(group)

    def close(self) -> None:
        """Remove all groups that are empty."""
        for group in self._all:
            with contextlib.suppress(OSError):
                group.remove()
        for hierarchy in self.hierarchies:
            with contextlib.suppress(OSError):
                own_folder(hierarchy).rmdir()

    def _make(self) -> Group:
        with self._lock:
            name = f"jail-{next(_numbers)}"
            folders: dict[str, Path] = {}
            for hierarchy in self.hierarchies:
                folder = own_folder(hierarchy) / name
                folder.mkdir(parents=True)
                folders |= dict.fromkeys(hierarchy.controllers, folder)
            group = Group(self.hierarchies[0].version, folders)
            self._all.append(group)
        return group


def _sweep(folder: Path) -> None:
    """Remove the groups of servers that are gone."""
    for old in folder.glob(f"{PREFIX}[0-9]*"):
        if not Path("/proc", old.name.removeprefix(PREFIX)).exists():
            for each in (*old.glob("jail-*"), old):
                with contextlib.suppress(OSError):
                    each.rmdir()
