"""A host with GPUs that are not there: a folder plays ``/dev``, and a stand-in NVML reads what jobs "allocate".

A job takes GPU memory by writing a number of bytes into its device's node and keeping the node open; it gives it back
when it closes the node or dies, as with a real driver.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sandbox.gpu import Device, Host

MEBIBYTE = 1024 * 1024


def uuid_of(index: int) -> str:
    return f"GPU-{index:08d}-0000-0000-0000-000000000000"


def make_host(folder: Path, devices: int = 2) -> Host:
    """Lay out device nodes, control nodes and a driver's library in ``folder``."""
    dev, libraries = folder / "dev", folder / "nvidia" / "lib64"
    dev.mkdir(parents=True)
    libraries.mkdir(parents=True)
    for name in [f"nvidia{index}" for index in range(devices)] + ["nvidiactl", "nvidia-uvm", "nvidia-modeset"]:
        (dev / name).touch()
        (dev / name).chmod(0o666)
    (dev / "nvidia-caps").mkdir()
    (dev / "nvidia-caps" / "nvidia-cap1").touch()
    (libraries / "libcuda.so.580.1").write_bytes(b"driver")
    (libraries / "libcuda.so.1").symlink_to("libcuda.so.580.1")
    (libraries / "libGLX_nvidia.so.0").write_bytes(b"pictures")
    for path in (folder, dev, libraries.parent, libraries):
        path.chmod(0o755)
    return Host(dev=dev, library_folders=(str(libraries),), cached_libraries=())


class FakeDriver:
    """Answers as NVML does, from the nodes of ``host``. ``names_processes`` is what a container may take away."""

    def __init__(self, host: Host, memory_mb: int = 1000, names_processes: bool = True) -> None:
        self._host = host
        self._memory_mb = memory_mb
        self._names_processes = names_processes

    def devices(self) -> list[Device]:
        return [
            Device(index=index, uuid=uuid_of(index), name="Test GPU", memory_mb=self._memory_mb)
            for index in self._host.nodes()
        ]

    def used_by_process(self, uuid: str) -> dict[int, int] | None:
        return self._holders(uuid) if self._names_processes else {}

    def used(self, uuid: str) -> int:
        return sum(self._holders(uuid).values())

    def _holders(self, uuid: str) -> dict[int, int]:
        node = next(path for index, path in self._host.nodes().items() if uuid_of(index) == uuid)
        text = node.read_text().strip()
        return {pid: int(text) for pid in _open_in(node)} if text else {}


def _open_in(node: Path) -> list[int]:
    found, identity = [], (node.stat().st_dev, node.stat().st_ino)
    others = [path for path in Path("/proc").iterdir() if path.name.isdigit() and path.name != str(os.getpid())]
    for process in others:
        with contextlib.suppress(OSError):
            states = [path.stat() for path in (process / "fd").iterdir()]
            if any((state.st_dev, state.st_ino) == identity for state in states):
                found.append(int(process.name))
    return found
