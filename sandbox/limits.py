"""What one job may use, and how a process is held to it."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import asdict, dataclass, fields
from typing import Any

MEBIBYTE = 1024 * 1024
TESTS_GRACE_SECONDS = 20.0
"""How much longer than the submission jail the tests jail may take, to judge and to report."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one job.

    ``seconds`` is wall-clock time of the submission jail (0.1 to 3600); ``memory_mb`` what each jail may add in
    memory to the warm interpreter; ``output_kb`` how much printed text is kept; ``files_mb`` the size of the working
    folder and of ``/tmp`` each; ``processes`` how many processes and threads a jail may have.
    """

    seconds: float = 10.0
    memory_mb: int = 512
    output_kb: int = 64
    files_mb: int = 32
    processes: int = 256

    def __post_init__(self) -> None:
        bounds = {
            "seconds": (0.1, 3600),
            "memory_mb": (16, 1 << 20),
            "output_kb": (1, 16_384),
            "files_mb": (1, 16_384),
            "processes": (1, 32_768),
        }
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}, not {value!r}")

    def to_dict(self) -> dict[str, Any]:
        """Return the limits as they travel."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Limits:
        """Read what ``to_dict`` wrote; ``ValueError`` or ``TypeError`` for anything else."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: data[name] for name in data if name in known})


def apply_resource_limits(limits: Limits) -> None:
    """Hold the calling process, and all that it starts, to ``limits`` by the kernel's resource limits.

    ``RLIMIT_DATA`` bounds heap and private mappings of each process beyond what it has now; address space is left
    alone, since TensorFlow reserves far more than it uses.
    """
    data = _data_bytes() + limits.memory_mb * MEBIBYTE
    cpu = int(limits.seconds * (os.cpu_count() or 1)) + 60
    bounds = {
        resource.RLIMIT_DATA: data,
        resource.RLIMIT_FSIZE: limits.files_mb * MEBIBYTE,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: 512,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 64 * 1024,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 1024,
    }
    # Where the host runs out of memory, a jail goes first.
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("800")
    for kind, bound in bounds.items():
        _, hard = resource.getrlimit(kind)
        lowest = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (lowest, lowest))


def _data_bytes() -> int:
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmData:"):
                return int(line.split()[1]) * 1024
    return 0
