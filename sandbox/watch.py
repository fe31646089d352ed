"""The keeper's watch over a jail: whether its processes together use more than the job may."""

from __future__ import annotations

import os
from collections.abc import Iterator

from sandbox.job import Ending
from sandbox.limits import MEBIBYTE, PRIVATE_FOLDERS, Limits
from sandbox.memory import MemoryWatch, processes, threads

_TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at memory, processor time, processes and files against ``limits``.

    It runs in the jail's mount namespace but outside its process namespace; ``/proc`` is the jail's.
    """

    def __init__(self, limits: Limits, *, has_gpu: bool = False) -> None:
        self._limits = limits
        self.memory = MemoryWatch(limits.memory_mb * MEBIBYTE, by_size=has_gpu)

    def over(self) -> Ending | None:
        """Take a sample; the first limit that is passed, or ``None``."""
        if self.memory.is_over():
            return Ending.MEMORY
        if sum(len(threads(pid)) for pid in processes()) >= self._limits.processes:
            return Ending.PROCESSES
        if cpu_seconds() > self._limits.all_cpu_seconds:
            return Ending.CPU
        return self.full_files()

    def full_files(self) -> Ending | None:
        """Whether a private folder holds more than it may; also when every process of the jail has ended."""
        allowed = self._limits.files_mb * MEBIBYTE
        return Ending.FILES if any(used > allowed or not free for used, free in _folders()) else None


def _folders() -> Iterator[tuple[int, int]]:
    """Yield for each private folder the bytes that it holds, and how many more files it can."""
    for folder in PRIVATE_FOLDERS:
        state = os.statvfs(folder)
        yield (state.f_blocks - state.f_bfree) * state.f_frsize, state.f_ffree


def cpu_seconds() -> float:
    """Return the processor time of all living processes of the jail and of the children that they waited for."""
    return sum(_ticks(pid) for pid in processes()) / _TICKS


def _ticks(pid: str) -> int:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return sum(int(field) for field in fields[11:15])
    except (OSError, ValueError):
        return 0
