"""A sandbox for the command line: the running server where there is one, else one of its own for as long as needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox import Client, SandboxUnavailable, private_server


@contextmanager
def local_client(socket_path: str | Path, environments: Collection[str]) -> Iterator[Client]:
    """Yield a client of a server that has these environments.

    `SandboxError` when none runs and none can be started.
    """
    running = Client(socket_path)
    if _has(running, environments):
        yield running
        return
    with private_server(sorted(environments)) as private_path:
        yield Client(private_path)


def _has(client: Client, environments: Collection[str]) -> bool:
    try:
        return all(name in client.ping(name)["environments"] for name in environments)
    except SandboxUnavailable:
        return False
