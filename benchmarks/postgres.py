"""A PostgreSQL server of our own for a measurement: a fresh cluster in a temporary folder, on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.product import free_port

INSTALLED = Path("/usr/lib/postgresql")
USER = "postgres"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL of this computer, or ``None``."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def private_postgres() -> Iterator[str | None]:
    """Start a server and yield the URL of its empty database; ``None`` where there is no PostgreSQL to start."""
    folder = programs()
    if folder is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="backpass-postgres-") as temporary:
        _hand_over(temporary)
        data = f"{temporary}/data"
        _run(folder / "initdb", "--pgdata", data, "--auth", "trust", "--username", USER, "--encoding", "UTF8")
        port = free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{temporary}'"
        _run(folder / "pg_ctl", "--pgdata", data, "--wait", "--log", f"{temporary}/log", "--options", options, "start")
        try:
            yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(folder / "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop")


def _hand_over(folder: str) -> None:
    """Give the folder to the user that the server runs as: it refuses to run as root."""
    if os.geteuid() == 0:
        user = pwd.getpwnam(USER)
        os.chown(folder, user.pw_uid, user.pw_gid)


def _run(program: Path, *arguments: str) -> None:
    as_user = ["runuser", "--user", USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, str(program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")
