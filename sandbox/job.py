"""The words of the sandbox: a job, the programs of its two jails, its events and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Literal

from sandbox.gpu import Lease
from sandbox.limits import Limits

Source = Literal["submission", "tests", "server"]


@dataclass(frozen=True, kw_only=True)
class Program:
    """What one jail runs.

    ``entry`` is a ``package.module:function`` of the warm environment. It is called with the channel and
    ``arguments`` in a folder that holds ``files`` (relative path to content).
    """

    entry: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.files:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or not path.parts:
                raise ValueError(f"the file name {name!r} leaves the working folder")

    def to_dict(self) -> dict[str, Any]:
        """Return the program as it travels."""
        return {"entry": self.entry, "files": dict(self.files), "arguments": dict(self.arguments)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Program:
        """Read what ``to_dict`` wrote."""
        return cls(entry=data["entry"], files=data["files"], arguments=data["arguments"])


@dataclass(frozen=True, kw_only=True)
class Job:
    """One piece of work: a submission jail and, unless ``tests`` is ``None``, a tests jail that asks it.

    ``gpu`` is what the submission jail holds of a GPU. The tests jail never has one: it judges numbers, which must not
    depend on the device, and a second CUDA context would take memory of the share and seconds of the time.
    """

    id: str
    environment: str
    submission: Program
    tests: Program | None = None
    limits: Limits = field(default_factory=Limits)
    gpu: Lease | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the job as it travels."""
        return {
            "id": self.id,
            "environment": self.environment,
            "submission": self.submission.to_dict(),
            "tests": self.tests.to_dict() if self.tests else None,
            "limits": self.limits.to_dict(),
            "gpu": self.gpu.to_dict() if self.gpu else None,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Job:
        """Read what ``to_dict`` wrote; ``LookupError``, ``TypeError`` or ``ValueError`` for anything else."""
        return cls(
            id=str(data["id"]),
            environment=str(data["environment"]),
            submission=Program.from_dict(data["submission"]),
            tests=Program.from_dict(data["tests"]) if data["tests"] is not None else None,
            limits=Limits.from_dict(data["limits"]),
            gpu=Lease.from_dict(data["gpu"]) if data.get("gpu") else None,
        )


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in a job. What ``source`` "submission" says is a claim of the student's process."""

    source: Source
    kind: str
    data: dict[str, Any]


class Ending(StrEnum):
    """How a jail ended."""

    FINISHED = "finished"
    """Its entry function returned, or the process ended with exit code 0."""
    EXITED = "exited"
    """The process ended itself with another exit code, or a signal of its own doing killed it."""
    DEADLINE = "deadline"
    CPU = "cpu"
    MEMORY = "memory"
    GPU_MEMORY = "gpu_memory"
    PROCESSES = "processes"
    FILES = "files"
    MESSAGES = "messages"
    """It sent too large a message, or too many."""
    BROKEN = "broken"
    """It sent what is no message."""
    CANCELED = "canceled"
    KILLED = "killed"
    """Nobody needed it any more: the tests were done."""


@dataclass(frozen=True, kw_only=True)
class JailEnd:
    """The end of one jail. Seconds are wall-clock from its opening.

    Memory is beyond the warm process, in MiB; that of the GPU is what the driver counted.
    """

    ending: Ending
    exit_code: int | None = None
    signal: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory_mb: float = 0.0
    peak_gpu_memory_mb: float = 0.0

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> JailEnd:
        """Read what ``asdict`` wrote."""
        return cls(**{**data, "ending": Ending(data["ending"])})


@dataclass(frozen=True, kw_only=True)
class JobEnd:
    """The end of a job. ``tests_output`` is the tail of what the tests jail printed, for operators only."""

    submission: JailEnd
    tests: JailEnd | None
    seconds: float
    canceled: bool
    tests_output: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the end as it travels."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> JobEnd:
        """Read what ``to_dict`` wrote."""
        return cls(
            submission=JailEnd.from_dict(data["submission"]),
            tests=JailEnd.from_dict(data["tests"]) if data["tests"] else None,
            seconds=data["seconds"],
            canceled=data["canceled"],
            tests_output=data["tests_output"],
        )
