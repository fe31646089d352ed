"""GPUs: which devices this host has, what a jail needs of one of them, and the lease that a job carries.

Nothing here opens a CUDA context. Devices are found by their nodes in ``/dev`` and described by NVML, in the server's
process alone. A jail gets the node of its one device, the driver's control nodes and the driver's libraries.
"""

from __future__ import annotations

import glob
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from sandbox.errors import JobRefused

CONTEXT_MB = 512
"""About what a CUDA context takes beside what a framework allocates in it."""
CONTROL_NODES = ("nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-caps", "dxg")
"""What every job needs beside its device; ``dxg`` is the one of the Windows Subsystem for Linux."""
DRIVER_LIBRARIES = (
    "libcuda.so", "libcudadebugger.so", "libnvidia-ml.so", "libnvidia-ptxjitcompiler.so", "libnvidia-nvvm",
    "libnvidia-gpucomp.so", "libnvidia-tileiras.so", "libdxcore.so",
)  # fmt: skip
"""The parts of the driver that computing needs; not those for pictures, video and configuration."""
LIBRARY_FOLDERS = (
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
    "/usr/local/nvidia/lib64", "/usr/local/nvidia/lib", "/usr/lib/wsl/lib", "/usr/lib/nvidia",
)  # fmt: skip
_NODE = re.compile(r"nvidia(\d+)")


@dataclass(frozen=True, kw_only=True)
class Device:
    """One GPU as this server offers it. ``index`` is the number of its node, ``memory_mb`` all its memory."""

    index: int
    uuid: str
    name: str
    memory_mb: int
    slots: int = 1

    @property
    def share_mb(self) -> int:
        """How much of the memory one slot has."""
        return self.memory_mb // self.slots

    def to_dict(self) -> dict[str, Any]:
        """Return the device as a ping reports it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Lease:
    """What a job holds of a GPU: one slot of the device ``uuid``, and at most ``memory_mb`` of its memory."""

    device: str
    slot: int
    memory_mb: int

    def to_dict(self) -> dict[str, Any]:
        """Return the lease as it travels."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Lease:
        """Read what ``to_dict`` wrote; ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
        return cls(device=str(data["device"]), slot=int(data["slot"]), memory_mb=int(data["memory_mb"]))


@dataclass(frozen=True, kw_only=True)
class GpuView:
    """What a jail is given of a GPU: nodes (path in the jail to path of the host), libraries, and its share.

    ``fraction`` is the part of the device's memory that a framework's allocator is told to stay within.
    """

    nodes: dict[str, str]
    libraries: tuple[str, ...]
    uuid: str
    memory_mb: int
    fraction: float

    def to_dict(self) -> dict[str, Any]:
        """Return the view as it travels to the warm process."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> GpuView:
        """Read what ``to_dict`` wrote."""
        return cls(**{**data, "libraries": tuple(data["libraries"])})


class Driver(Protocol):
    """What is asked of NVML. Tests put a stand-in here, and nothing further in."""

    def devices(self) -> list[Device]:
        """Return the devices that the driver knows."""

    def used_by_process(self, uuid: str) -> dict[int, int] | None:
        """Return the bytes that each process, by its number here, uses; ``None`` where the driver does not say."""

    def used(self, uuid: str) -> int:
        """Return the bytes in use on the device, by anybody."""


def _is_of_driver(path: str) -> bool:
    return os.path.basename(path).startswith(DRIVER_LIBRARIES)


def libraries_in_cache(cache: Path = Path("/etc/ld.so.cache")) -> tuple[str, ...]:
    """Return the paths of the driver's libraries in the dynamic linker's cache; none where it cannot be read."""
    try:
        content = cache.read_bytes()
    except OSError:
        return ()
    texts = (text.decode(errors="replace") for text in re.findall(rb"/[\x21-\x7e]+\.so[.\d]*", content))
    return tuple(dict.fromkeys(text for text in texts if _is_of_driver(text)))


@dataclass(frozen=True, kw_only=True)
class Host:
    """Where device nodes and libraries of this host lie."""

    dev: Path = Path("/dev")
    library_folders: tuple[str, ...] = LIBRARY_FOLDERS
    cached_libraries: tuple[str, ...] = field(default_factory=libraries_in_cache)

    def nodes(self) -> dict[int, Path]:
        """Return the nodes of devices by their numbers."""
        found = {path: _NODE.fullmatch(path.name) for path in self.dev.glob("nvidia[0-9]*")}
        return {int(match[1]): path for path, match in sorted(found.items()) if match}

    def control_nodes(self) -> dict[str, str]:
        """Return the driver's own nodes that are there, by their path in a jail."""
        return {f"/dev/{name}": str(self.dev / name) for name in CONTROL_NODES if (self.dev / name).exists()}

    def libraries(self) -> tuple[str, ...]:
        """Return the paths of the driver's libraries, in the linker's cache or in the known folders."""
        paths = [path for path in self.cached_libraries if _is_of_driver(path)]
        for folder in self.library_folders:
            paths += [path for path in sorted(glob.glob(f"{folder}/lib*.so*")) if _is_of_driver(path)]
        return tuple(dict.fromkeys(path for path in paths if os.path.exists(path)))

    def library_path(self) -> str:
        """Return the folders of libraries that the linker's cache does not list, for ``LD_LIBRARY_PATH``."""
        known = {os.path.dirname(path) for path in self.cached_libraries}
        folders = dict.fromkeys(os.path.dirname(path) for path in self.libraries())
        return ":".join(folder for folder in folders if folder not in known)


class Gpus:
    """The GPUs that one server offers, and who holds which slot now."""

    def __init__(self, devices: list[Device], driver: Driver | None = None, host: Host | None = None) -> None:
        self.devices = devices
        self.driver = driver
        self._host = host or Host()
        self._by_uuid = {device.uuid: device for device in devices}

    @classmethod
    def offered(cls, driver: Driver | None, host: Host, wanted: str = "all", slots: int = 1) -> Gpus:
        """Choose among the devices that ``driver`` knows and that have a node on ``host``."""
        there = host.nodes()
        known = {device.index: device for device in (driver.devices() if driver else []) if device.index in there}
        numbers = list(known) if wanted == "all" else [int(text) for text in wanted.split(",") if text.strip()]
        if missing := [number for number in numbers if number not in known]:
            raise ValueError(f"no GPU {', '.join(map(str, missing))} here; there are {sorted(known) or 'none'}")
        chosen = [Device(**{**known[number].to_dict(), "slots": slots}) for number in numbers]
        return cls(chosen, driver, host)

    @property
    def variables(self) -> dict[str, str]:
        """What a warm process must find in its environment to load the driver's libraries later, in a jail."""
        folders = self._host.library_path() if self.devices else ""
        return {"LD_LIBRARY_PATH": folders} if folders else {}

    def view(self, lease: Lease) -> GpuView:
        """Return what the jail of ``lease`` is given. ``JobRefused`` when this server has no such slot."""
        device = self._by_uuid.get(lease.device)
        if device is None or not 0 <= lease.slot < device.slots:
            raise JobRefused(f"this server has no slot {lease.slot} of the GPU {lease.device}")
        memory_mb = min(lease.memory_mb, device.share_mb)
        usable = max(memory_mb - CONTEXT_MB, memory_mb // 2)
        node = self._host.nodes()[device.index]
        return GpuView(
            nodes={f"/dev/{node.name}": str(node), **self._host.control_nodes()},
            libraries=self._host.libraries(),
            uuid=device.uuid,
            memory_mb=memory_mb,
            fraction=round(usable / device.memory_mb, 4),
        )
