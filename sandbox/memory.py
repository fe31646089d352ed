"""How much memory the processes of a jail add, read from ``/proc`` as the jail itself sees it."""

from __future__ import annotations

import os

INMATE = "1"


class MemoryWatch:
    """Sums the memory of all processes of a jail against one limit in bytes.

    The cheap figure counts pages that the jail shares with the warm process, so it is taken against what the inmate
    had at the start. Only when it is over the limit is the exact one read, which walks all page tables.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inherited = _resident(INMATE)
        self.peak = 0
        self.over = False

    def is_over(self) -> bool:
        """Take a sample; whether the jail uses more than it may. Remembers the peak in bytes."""
        used = sum(_resident(pid) for pid in _processes()) - self._inherited
        if used > self._limit:
            used = sum(_proportional(pid) for pid in _processes()) - self._inherited
        self.peak = max(self.peak, used)
        self.over = used > self._limit
        return self.over


def _processes() -> list[str]:
    return [name for name in os.listdir("/proc") if name.isdigit()]


def _resident(pid: str) -> int:
    return _sum_of(f"/proc/{pid}/status", (b"RssAnon:", b"RssShmem:"))


def _proportional(pid: str) -> int:
    return _sum_of(f"/proc/{pid}/smaps_rollup", (b"Pss_Anon:", b"Pss_Shmem:")) or _resident(pid)


def _sum_of(path: str, names: tuple[bytes, ...]) -> int:
    try:
        with open(path, "rb") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith(names)) * 1024
    except (OSError, ValueError, IndexError):
        return 0
