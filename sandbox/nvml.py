"""What NVML, the driver's library for management, says of GPUs. It opens no CUDA context. Needs ``nvidia-ml-py``."""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from sandbox.gpu import Device, Driver, Gpus, Host
from sandbox.limits import MEBIBYTE

logger = logging.getLogger("sandbox")


def gpus_of_this_host(wanted: str = "all", slots: int = 1, host: Host | None = None) -> Gpus:
    """Find the devices that ``wanted`` names: ``all``, ``none``, or numbers such as ``0,1``.

    Raises ``ValueError`` for a number that no device has; a host without the driver has no devices.
    """
    host = host or Host()
    if wanted == "none" or not host.nodes():
        return Gpus([], None, host)
    return Gpus.offered(open_nvml(), host, wanted, slots)


def open_nvml() -> Driver | None:
    """Return NVML, or ``None`` with a line in the log where it cannot be used."""
    try:
        import pynvml

        pynvml.nvmlInit()
    except Exception as error:  # noqa: BLE001  (ImportError, or whatever the driver says)
        logger.warning("there are GPUs here, but NVML cannot be used (%s): none is offered", error)
        return None
    return Nvml(pynvml)


class Nvml:
    """NVML through the module ``pynvml``, after its ``nvmlInit``."""

    def __init__(self, pynvml: Any) -> None:
        self._nvml = pynvml
        self._handles: dict[str, Any] = {}

    def devices(self) -> list[Device]:
        """Return the devices that the driver knows; one that does not answer is left out."""
        found = []
        for number in range(self._nvml.nvmlDeviceGetCount()):
            with contextlib.suppress(self._nvml.NVMLError):
                found.append(self._device(self._nvml.nvmlDeviceGetHandleByIndex(number), number))
        return found

    def _device(self, handle: Any, number: int) -> Device:
        uuid = _text(self._nvml.nvmlDeviceGetUUID(handle))
        self._handles[uuid] = handle
        return Device(
            index=self._minor(handle, number),
            uuid=uuid,
            name=_text(self._nvml.nvmlDeviceGetName(handle)),
            memory_mb=self._nvml.nvmlDeviceGetMemoryInfo(handle).total // MEBIBYTE,
        )

    def _minor(self, handle: Any, number: int) -> int:
        # NVML counts along the PCI bus, the nodes in /dev by minor number; the two orders may differ.
        try:
            return int(self._nvml.nvmlDeviceGetMinorNumber(handle))
        except self._nvml.NVMLError:
            return number

    def used_by_process(self, uuid: str) -> dict[int, int] | None:
        """Return bytes by process; ``None`` where the driver does not say, as on WSL and with MIG."""
        try:
            running = self._nvml.nvmlDeviceGetComputeRunningProcesses(self._handles[uuid])
        except self._nvml.NVMLError:
            return None
        if any(process.usedGpuMemory is None for process in running):
            return None
        return {int(process.pid): int(process.usedGpuMemory) for process in running}

    def used(self, uuid: str) -> int:
        """Return the bytes in use on the device."""
        return int(self._nvml.nvmlDeviceGetMemoryInfo(self._handles[uuid]).used)


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
