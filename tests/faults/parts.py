"""The processes of a site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.servers import die_with_parent

REPOSITORY = Path(__file__).resolve().parents[2]
SLOTS = 3


@dataclass
class Part:
    """One process of the site, in a process group of its own."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it may need a while until it works."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=REPOSITORY,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509  (a test's threads only wait meanwhile)
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """``kill -9`` of the process alone, as the kernel does when memory runs out."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def terminate(self, seconds: float) -> float:
        """Ask it politely to end; return the seconds that it took. ``subprocess.TimeoutExpired``."""
        assert self.process is not None
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(seconds)
        return time.monotonic() - began

    def pause(self) -> None:
        """Let it stand still until `resume`. One thread hears of it first: wait until no other does anything either."""
        os.kill(self.pid, signal.SIGSTOP)
        while any(thread_state(task) != "T" for task in Path(f"/proc/{self.pid}/task").iterdir()):
            time.sleep(0.001)

    def resume(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> None:
        """Make sure that nothing of it is left."""
        if self.process is not None:
            for number in (signal.SIGCONT, signal.SIGKILL):
                try:
                    os.killpg(self.process.pid, number)
                except ProcessLookupError:
                    break
            self.process.wait()


def thread_state(task: Path) -> str:
    """Return the kernel's letter for what a thread does."""
    return (task / "stat").read_text().rpartition(")")[2].split()[0]


def sandbox_command(environment: dict[str, str]) -> list[str]:
    """Return what starts a sandbox server that has NumPy only."""
    options = ["--socket", environment["SANDBOX_SOCKET"], "--slots", str(SLOTS), "--gpus", "none"]
    return [sys.executable, "-m", "sandbox", "serve", *options, "--environments", "numpy"]


def worker_command(name: str) -> list[str]:
    """Return what starts a worker, as `config.supervisor` does, under a name of its own."""
    options = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [sys.executable, "-m", "celery", "--app", "config", "--quiet", "worker", "--hostname", name, *options]


def web_command(environment: dict[str, str]) -> list[str]:
    """Return what starts the web server."""
    options = ["--host", "127.0.0.1", "--port", environment["PORT"], "--log-level", "warning"]
    options += ["--timeout-graceful-shutdown", "2"]
    return [sys.executable, "-m", "uvicorn", "config.asgi:application", *options]
