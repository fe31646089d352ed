"""A whole site whose parts are processes that a test may kill, stop and start again."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from sandbox import Client, SandboxUnavailable
from tests.faults.asking import Clerk, ClerkError, wait_until
from tests.faults.parts import SLOTS, Part, sandbox_command, web_command, worker_command
from tests.faults.works import COURSES, STUDENTS, End, content_of, end_of
from tests.servers import Postgres, Redis, free_port

CSRF = "c" * 32


@dataclass
class Site:
    """The parts, and what was handed in to them."""

    folder: Path
    environment: dict[str, str]
    redis: Redis
    postgres: Postgres | None = None
    clock: Path = field(init=False)
    parts: dict[str, Part] = field(default_factory=dict)
    sessions: list[str] = field(default_factory=list)
    ends: dict[int, End] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    next_number: int = 0

    def __post_init__(self) -> None:
        self.clock = Path(self.environment["FAULTS_CLOCK"])
        self.address = f"http://127.0.0.1:{self.environment['PORT']}"
        self._clerk = Clerk(self.environment, self.folder / "clerk.log")

    @property
    def worker(self) -> Part:
        """The first worker."""
        return self.parts["worker"]

    @property
    def sandbox(self) -> Part:
        """The sandbox server."""
        return self.parts["sandbox"]

    @property
    def web(self) -> Part:
        """The web server."""
        return self.parts["web"]

    def start(self) -> None:
        """Start all parts and wait until they work."""
        without_secrets = {name: self.environment[name] for name in ("PATH", "TMPDIR")}
        self.add("sandbox", sandbox_command(self.environment), without_secrets)
        self.sessions = self.ask("prepare")
        self.add("worker", worker_command("first"))
        self.add("web", web_command(self.environment))
        wait_until(self.is_warm, "the sandbox is warm")
        wait_until(self.answers, "the web server answers")

    def add(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> Part:
        """Start one more part."""
        part = Part(name, command, environment or self.environment, self.folder / f"{name}.log")
        self.parts[name] = part
        part.start()
        return part

    def is_locked(self) -> bool:
        """Whether somebody keeps everybody else from writing to the database, as is possible with SQLite alone."""
        if self.postgres is not None:
            return False
        with contextlib.closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=0.3)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            connection.rollback()
        return False

    @contextmanager
    def second_worker(self) -> Iterator[None]:
        """Have another worker, too."""
        part = self.add("worker 2", worker_command("second"))
        try:
            yield
        finally:
            part.end()

    def stop(self) -> None:
        """End everything that still runs."""
        for part in self.parts.values():
            part.end()
        self._clerk.end()

    def is_warm(self) -> bool:
        """Whether the sandbox server takes jobs at once."""
        try:
            return all(Client(self.environment["SANDBOX_SOCKET"]).ping()["environments"].values())
        except SandboxUnavailable:
            return False

    def answers(self) -> bool:
        """Whether the web server answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def ask(self, *what: object) -> Any:
        """Have the clerk do something; `ClerkError` when it cannot."""
        return self._clerk.ask(*what)

    def hand_in(self, count: int) -> None:
        """Hand in so many works more, whatever it takes: a student whose request fails sends it again."""
        first = self.next_number + 1
        self.ends |= {self.take_number(): end_of(number) for number in range(first, first + count)}
        wait_until(lambda: self.ask("hand_in", first, count), "work is taken in")

    def take_number(self) -> int:
        """Return the number of another work."""
        self.next_number += 1
        return self.next_number

    def post(self, number: int) -> bool:
        """Hand the work with a number in by the site's page, once; whether the site said that it has it."""
        course = COURSES[number % len(COURSES)]
        body = urllib.parse.urlencode({"format": "code", "content": content_of(number)}).encode()
        cookies = f"sessionid={self.sessions[number % STUDENTS]}; csrftoken={CSRF}"
        request = urllib.request.Request(
            f"{self.address}/courses/{course}/basics/exercises/double/submit/",
            body,
            {"Cookie": cookies, "X-CSRFToken": CSRF, "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return bool(response.status == 201)
        except (OSError, urllib.error.URLError):
            return False

    def move_clock(self, seconds: float) -> None:
        """Let the site's clock be wrong by so much from now on."""
        self.clock.write_text(str(seconds))

    def inmates(self) -> list[psutil.Process]:
        """Return the processes that are alone in a jail's process namespace: its first."""
        found = []
        for process in psutil.Process(self.sandbox.pid).children(recursive=True):
            try:
                lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            except OSError:
                continue
            spaces = next(line.split()[1:] for line in lines if line.startswith("NSpid:"))
            if len(spaces) > len(_own_spaces()) and spaces[-1] == "1":
                found.append(process)
        return found

    def settle(self, seconds: float) -> float:
        """Wait until nothing is unfinished and return how long it took; it must not take longer than ``seconds``."""
        began = time.monotonic()
        while (left := self._left()) != 0:
            waited = time.monotonic() - began
            assert waited < seconds, f"{left} unfinished after {waited:.0f} s\n{self.logs()}"
            time.sleep(0.1)
        return time.monotonic() - began

    def _left(self) -> int:
        try:
            return int(self.ask("unfinished"))
        except ClerkError:
            return -1

    def require_right(self) -> None:
        """Require that nothing is wrong with any work that was handed in so far; what is wrong is said once."""
        found: list[str] = self.ask("check", {str(number): end for number, end in self.ends.items()})
        new = sorted(set(found) - self.said)
        self.said |= set(new)
        assert not new, "\n".join(new)

    def logs(self) -> str:
        """Return the last lines of each part's log."""
        texts = [(part.name, part.log.read_text()[-3000:]) for part in self.parts.values()]
        return "\n".join(f"--- {name}\n{text}" for name, text in texts)


@contextmanager
def running_site(folder: Path, redis: Redis, postgres: Postgres | None, recovery_seconds: int) -> Iterator[Site]:
    """Start a site with its data in ``folder`` and stop it at the end.

    ``recovery_seconds`` is after how long a silent worker counts as lost; everything else derives from it.
    """
    (folder / "tmp").mkdir()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "BACKPASS_EMBEDDED": "1",
        "BACKPASS_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.faults.moved_clock",
        "FAULTS_CLOCK": str(folder / "clock"),
        "GRADING_SLOTS": str(SLOTS),
        "PORT": str(free_port()),
        "PYTHONUNBUFFERED": "1",
        "RECOVERY_SECONDS": str(recovery_seconds),
        "REDIS_URL": redis.url,
        "SANDBOX_SOCKET": str(folder / "sandbox.sock"),
        "SHUTDOWN_SECONDS": "1",
        "TMPDIR": str(folder / "tmp"),
    }
    if postgres is not None:
        environment["DATABASE_URL"] = postgres.url
    site = Site(folder, environment, redis, postgres)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def _own_spaces() -> list[str]:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split()[1:] for line in lines if line.startswith("NSpid:"))
