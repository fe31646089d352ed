"""How much memory the processes of a jail add, read from ``/proc`` as the jail itself sees it."""

from __future__ import annotations

import itertools
import os
import secrets

INMATE = "1"
KIBIBYTE = 1024
SOCKET_BYTES = 256 * 1024
"""What one socket is counted as: about what the kernel keeps at most of what was sent and not yet received."""
AREA_BYTES = 200
"""What the kernel keeps for one mapped area of a process, and for one descriptor that an epoll watches."""
MANY_PROCESSES = 8
SAMPLE = 8
MAX_LOCKS = 10_000
"""How many locks of files a jail may hold: their memory is counted nowhere, and reading how many there are is slow."""


class MemoryWatch:
    """Sums the memory of all processes of a jail against one limit in bytes.

    The cheap figure counts pages that the jail shares with the warm process, so it is taken against what the inmate
    had at the start. Only when it is over the limit is the exact one read, which walks all page tables.
    Page tables count, and so do sockets, mapped areas and locks of files: memory of the kernel's that code can
    make it fill. With ``by_size``, anonymous shared mappings count by their size.
    """

    def __init__(self, limit: int, *, by_size: bool = False) -> None:
        self._limit = limit
        self._shared = _shared_by_size if by_size else _no_more
        self._inherited = _resident(INMATE)
        self.peak = 0

    def is_over(self) -> bool:
        """Take a sample; whether the jail uses more than it may. Remembers the peak in bytes."""
        others = _sockets() * SOCKET_BYTES + _hidden_bytes() - self._inherited
        others += sum(self._shared(pid) for pid in processes())
        used = sum(_resident(pid) for pid in processes()) + others
        if used > self._limit:
            used = sum(_proportional(pid) for pid in processes()) + others
        self.peak = max(self.peak, used)
        return used > self._limit or _locks() > MAX_LOCKS


def _no_more(_pid: str) -> int:
    return 0


def _shared_by_size(pid: str) -> int:
    """How much larger a process's anonymous shared mappings are than what it shows as shared memory.

    Their pages may be let go by every process and still be there; so where they are allowed, the size counts.
    """
    try:
        with open(f"/proc/{pid}/maps", "rb") as lines:
            mapped = sum(_length(line) for line in lines if b"/dev/zero (deleted)" in line)
    except OSError:
        return 0
    return max(mapped - _status(pid, (b"RssShmem:",)), 0) if mapped else 0


def _length(line: bytes) -> int:
    start, _, end = line.split(b" ", 1)[0].partition(b"-")
    return int(end, 16) - int(start, 16)


def processes() -> list[str]:
    """Return the numbers of the jail's processes."""
    return [name for name in os.listdir("/proc") if name.isdigit()]


def _resident(pid: str) -> int:
    return _status(pid, (b"RssAnon:", b"RssShmem:", b"VmPTE:"))


def _proportional(pid: str) -> int:
    exact = _sum_of(f"/proc/{pid}/smaps_rollup", (b"Pss_Anon:", b"Pss_Shmem:"))
    return exact + _status(pid, (b"VmPTE:",)) if exact else _resident(pid)


def _status(pid: str, names: tuple[bytes, ...]) -> int:
    # Once its main thread has ended, a process shows its memory in the files of its other threads only.
    return _sum_of(f"/proc/{pid}/status", names) or max(
        (_sum_of(f"/proc/{pid}/task/{thread}/status", names) for thread in threads(pid)), default=0
    )


def threads(pid: str) -> list[str]:
    """Return the numbers of a process's threads; none when it is gone."""
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _sockets() -> int:
    """The number of sockets in the jail's network namespace."""
    return _sum_of(f"/proc/{INMATE}/net/sockstat", (b"sockets:",), column=2) // KIBIBYTE


def _hidden_bytes() -> int:
    """An estimate of what the kernel keeps for mapped areas and watched descriptors, from one of many processes.

    Too few processes cannot make it matter, and looking at all of many would take too long.
    """
    numbers = processes()
    if len(numbers) <= MANY_PROCESSES:
        return 0
    pid = secrets.choice(numbers)
    return len(numbers) * (_lines_of(f"/proc/{pid}/maps") + _watched_descriptors(pid)) * AREA_BYTES


def _watched_descriptors(pid: str) -> int:
    """About how many descriptors the epolls of a process watch, from some of its descriptors."""
    try:
        descriptors = os.listdir(f"/proc/{pid}/fdinfo")
    except OSError:
        return 0
    looked_at = [secrets.choice(descriptors) for _ in range(SAMPLE)] if descriptors else []
    watched = sum(_lines_of(f"/proc/{pid}/fdinfo/{number}", b"tfd:") for number in looked_at)
    return watched * len(descriptors) // SAMPLE


def _lines_of(path: str, beginning: bytes = b"") -> int:
    try:
        with open(path, "rb") as lines:
            return sum(line.startswith(beginning) for line in lines)
    except OSError:
        return 0


def _locks() -> int:
    """The number of file locks that processes of the jail hold or wait for; it is read no further than needed."""
    try:
        with open("/proc/locks", "rb") as lines:
            return sum(1 for _ in itertools.islice(lines, MAX_LOCKS + 1))
    except OSError:
        return 0


def _sum_of(path: str, names: tuple[bytes, ...], column: int = 1) -> int:
    try:
        with open(path, "rb") as lines:
            return sum(int(line.split()[column]) for line in lines if line.startswith(names)) * KIBIBYTE
    except (OSError, ValueError, IndexError):
        return 0
