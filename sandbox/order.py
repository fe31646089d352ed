"""The one order that a jail that was made ahead gets: what it is used for, on its way from process to process."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, replace

import msgpack

from sandbox.gpu import GpuView
from sandbox.limits import Limits

MAX_GROUPS = 4
MAX_ORDER_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class Connections:
    """What a jail is given: the channel, what it prints to, the keeper's report, control groups, and part of a GPU."""

    channel: socket.socket
    output: int
    report: socket.socket
    groups: tuple[int, ...] = ()
    gpu: GpuView | None = None

    @classmethod
    def of(cls, descriptors: list[int], gpu: GpuView | None) -> Connections:
        """Return received descriptors in their order: channel, output, report, then the groups."""
        channel, output, report, *groups = descriptors
        return cls(
            channel=socket.socket(fileno=channel),
            output=output,
            report=socket.socket(fileno=report),
            groups=tuple(groups),
            gpu=gpu,
        )

    def close(self) -> None:
        """Close this process's own ends of all but the report."""
        self.channel.close()
        for descriptor in (self.output, *self.groups):
            os.close(descriptor)


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a jail is to be used for: its connections, and the limits of its job."""

    limits: Limits
    connections: Connections

    def without_groups(self) -> Order:
        """Return it for a jail that is in its control groups already."""
        return replace(self, connections=replace(self.connections, groups=()))

    def send(self, to: socket.socket) -> None:
        """Hand it over to another process."""
        joined = self.connections
        descriptors = [joined.channel.fileno(), joined.output, joined.report.fileno(), *joined.groups]
        socket.send_fds(to, [msgpack.packb(self.limits.to_dict())], descriptors)

    @classmethod
    def receive(cls, source: socket.socket, gpu: GpuView | None) -> Order | None:
        """Wait for one; ``None`` when nobody is left to send it."""
        data, descriptors, _, _ = socket.recv_fds(source, MAX_ORDER_BYTES, 3 + MAX_GROUPS)
        if not data:
            return None
        return cls(limits=Limits.from_dict(msgpack.unpackb(data)), connections=Connections.of(descriptors, gpu))
