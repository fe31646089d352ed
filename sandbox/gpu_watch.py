"""Holding jobs to their share of a GPU's memory: NVML is asked how much each process of a jail uses.

What a framework is told about its share is advice that a student's code can undo; this is not. The driver gives the
numbers of processes as the server sees them, and a process belongs to a jail when its line of parents leads to it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sandbox.errors import JobRefused
from sandbox.gpu import Driver, Lease
from sandbox.limits import MEBIBYTE

WATCH_SECONDS = 0.2
MAX_GENERATIONS = 1000


class Share:
    """One running job's share of a device. ``inmate`` is set once the jail is open."""

    def __init__(self, driver: Driver, lease: Lease, memory_mb: int, is_alone: Callable[[], bool]) -> None:
        self._driver = driver
        self.lease = lease
        self.memory_mb = memory_mb
        self._is_alone = is_alone
        self._before = driver.used(lease.device)
        self._looked_at = 0.0
        self.inmate: int | None = None
        self.peak = 0

    def is_over(self) -> bool:
        """Whether the job uses more than its share. Looks at most every ``WATCH_SECONDS``."""
        now = time.monotonic()
        if self.inmate is None or now < self._looked_at + WATCH_SECONDS:
            return False
        self._looked_at = now
        used = self._used(self.inmate)
        self.peak = max(self.peak, used)
        return used > self.memory_mb * MEBIBYTE

    def _used(self, inmate: int) -> int:
        by_process = self._driver.used_by_process(self.lease.device)
        ours = sum(used for pid, used in (by_process or {}).items() if is_descendant(pid, inmate))
        # Without numbers of processes, as in a container, a job that has the device to itself answers for its growth.
        if not ours and self._is_alone() and not _known(by_process):
            return max(self._driver.used(self.lease.device) - self._before, 0)
        return ours


def _known(by_process: dict[int, int] | None) -> bool:
    """Whether the driver names processes, and they are processes that can be seen from here."""
    return bool(by_process) and any(parent_of(pid) is not None for pid in by_process or ())


def is_descendant(pid: int, ancestor: int) -> bool:
    """Whether ``pid`` is ``ancestor`` or was started by it, however indirectly."""
    current: int | None = pid
    for _ in range(MAX_GENERATIONS):
        if current == ancestor:
            return True
        if not current:
            return False
        current = parent_of(current)
    return False


def parent_of(pid: int) -> int | None:
    """Return the number of the process's parent; ``None`` when there is no such process."""
    try:
        with open(f"/proc/{pid}/status", "rb") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(b"PPid:"))
    except (OSError, StopIteration, ValueError):
        return None


class SlotsInUse:
    """Which slot of which device a job holds now. The grader leases slots; this refuses a second holder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: set[tuple[str, int]] = set()

    @contextmanager
    def hold(self, lease: Lease) -> Iterator[None]:
        """Hold the slot for the block. ``JobRefused`` when another job holds it."""
        slot = (lease.device, lease.slot)
        with self._lock:
            if slot in self._held:
                raise JobRefused(f"slot {lease.slot} of the GPU {lease.device} is in use")
            self._held.add(slot)
        try:
            yield
        finally:
            with self._lock:
                self._held.discard(slot)

    def is_alone(self, lease: Lease) -> bool:
        """Whether no other slot of the lease's device is held."""
        with self._lock:
            return not any(device == lease.device and slot != lease.slot for device, slot in self._held)
