"""How programs of the peers' environment, and plain ones, are run."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from pathlib import Path

PROGRAM = Path(__file__).with_name("driver.py")


class Driver:
    """A process in the peers' environment that grades when it is asked, one at a time."""

    def __init__(self, tool: str, folder: Path, programs: Path) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [str(programs / "python"), str(PROGRAM), tool],
            cwd=folder,
            env=environment(programs),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._read()

    def ask(self, *arguments: str) -> str:
        """Return the answer to ``arguments``."""
        assert self._process.stdin is not None
        with self._lock:
            self._process.stdin.write(json.dumps(arguments) + "\n")
            self._process.stdin.flush()
            return self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        if not (line := self._process.stdout.readline()):
            raise RuntimeError(f"{self._process.args!r} has ended")
        return line.strip()

    def pids(self) -> list[int]:
        """The process."""
        return [self._process.pid]

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def environment(programs: Path) -> dict[str, str]:
    """Both call programs of their environment by name. Home is the course's folder, so that nothing else is read."""
    return {"PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8", "TF_CPP_MIN_LOG_LEVEL": "3"}


def run(command: list[str], folder: Path, programs: Path) -> None:
    """Run a command of the peers' environment in ``folder``; ``RuntimeError`` with what it said when it fails."""
    variables = {**environment(programs), "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command} ended with code {done.returncode}:\n{done.stdout}\n{done.stderr}")


def output(command: list[str], folder: Path, variables: dict[str, str]) -> str:
    """Run a plain command in ``folder`` and return what it printed."""
    found = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(folder), "TF_CPP_MIN_LOG_LEVEL": "3", **variables}
    return subprocess.run(command, cwd=folder, env=found, capture_output=True, text=True, check=True).stdout
