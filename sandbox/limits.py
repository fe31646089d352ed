"""What one job may use, and how a process is held to it."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

MEBIBYTE = 1024 * 1024
PRIVATE_FOLDERS = ("/box", "/tmp", "/dev/shm")
"""The folders in which a jail may write: its working folder, and two that programs expect."""
MAX_FILES = 4096
"""How many files and folders each of them may hold."""
TESTS_GRACE_SECONDS = 20.0
"""How much longer than the submission jail the tests jail may take, to judge and to report."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one job.

    ``seconds`` is wall-clock time of the submission jail (0.1 to 3600); ``cpu_seconds`` the processor time of all that
    runs in it, by default what all processors can give in that time; ``memory_mb`` what each jail may add in memory to
    the warm interpreter; ``output_kb`` how much printed text is kept; ``files_mb`` the size of the working folder, of
    ``/tmp`` and of ``/dev/shm`` each; ``processes`` how many processes and threads a jail may have; ``message_mb``
    the size of one message; ``gpu_memory_mb`` what a job with a GPU may use of its memory, by default its slot's share.
    """

    seconds: float = 10.0
    cpu_seconds: float | None = None
    memory_mb: int = 512
    output_kb: int = 64
    files_mb: int = 32
    processes: int = 256
    message_mb: int = 64
    gpu_memory_mb: int | None = None

    def __post_init__(self) -> None:
        bounds = {
            "seconds": (0.1, 3600 + TESTS_GRACE_SECONDS),
            "cpu_seconds": (0.1, 1_000_000),
            "memory_mb": (16, 1 << 20),
            "output_kb": (1, 16_384),
            "files_mb": (1, 16_384),
            "processes": (1, 32_768),
            "message_mb": (1, 64),
            "gpu_memory_mb": (64, 1 << 20),
        }
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if value is None and name in ("cpu_seconds", "gpu_memory_mb"):
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}, not {value!r}")

    @property
    def all_cpu_seconds(self) -> float:
        """The processor time that a jail may use."""
        return self.cpu_seconds or self.seconds * (os.cpu_count() or 1)

    @property
    def all_files_mb(self) -> int:
        """The size of all private folders together, with the room that shows that one is too full."""
        return len(PRIVATE_FOLDERS) * (self.files_mb + 1)

    def to_dict(self) -> dict[str, Any]:
        """Return the limits as they travel."""
        return asdict(self)

    def at_most(self, ceilings: Mapping[str, float]) -> Limits:
        """Return these limits, each lowered to its ceiling where ``ceilings`` names one."""
        lowered = {name: min(getattr(self, name), most) for name, most in ceilings.items()}
        return replace(self, **lowered)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Limits:
        """Read what ``to_dict`` wrote; ``ValueError`` or ``TypeError`` for anything else."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: data[name] for name in data if name in known})


def apply_resource_limits(limits: Limits, reserved_mb: int = 0) -> None:
    """Hold the calling process, and all that it starts, to ``limits`` by the kernel's resource limits.

    ``RLIMIT_DATA`` bounds heap and private mappings of each process beyond what it has now; address space is left
    alone, since TensorFlow reserves far more than it uses. ``reserved_mb`` more is let pass there, for a CUDA driver
    that maps private memory which it never touches; the watch still counts what is touched.
    """
    data = _data_bytes() + (limits.memory_mb + reserved_mb) * MEBIBYTE
    cpu = int(limits.all_cpu_seconds) + 60
    bounds = {
        resource.RLIMIT_DATA: data,
        resource.RLIMIT_FSIZE: (limits.files_mb + 1) * MEBIBYTE,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: 512,
        # Where core_pattern is a pipe, only this value stops the kernel from starting the program at its end.
        resource.RLIMIT_CORE: 1,
        resource.RLIMIT_MEMLOCK: 64 * 1024,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 1024,
    }
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        lowest = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (lowest, lowest))


def go_first_without_memory() -> None:
    """Where the host runs out of memory, let this process and what it starts go before all others.

    Called while ``/proc`` can be written; in a jail it cannot, so that the code in it cannot take this back.
    """
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("800")


def _data_bytes() -> int:
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
