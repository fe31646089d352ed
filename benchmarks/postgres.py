"""A PostgreSQL server for as long as a measurement takes, of the programs that Debian installs."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
OWNER = "postgres"
"""Whom the server runs as where we are root, which it refuses."""


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or ``None`` where none is installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Give the address of an empty database, on a server that is stopped and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="backpass-postgres-") as name:
        data, port = Path(name), _free_port()
        user = _owner(data)
        _run([folder / "initdb", "-D", data / "db", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--no-sync"], user)
        server = f"-p {port} -k {data} -c listen_addresses=127.0.0.1"
        _run([folder / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log", "-o", server, "start"], user)
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run([folder / "pg_ctl", "-D", data / "db", "-w", "-m", "fast", "stop"], user)


def _owner(data: Path) -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    shutil.chown(data, OWNER)
    return OWNER


def _run(command: list[str | Path], user: str) -> None:
    subprocess.run(command, check=True, user=user, capture_output=True, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
