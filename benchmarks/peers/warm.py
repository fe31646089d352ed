"""The warm floor: the student's work and the tests in one fork of a process whose imports are paid, without any jail.

Run as a program with an environment's name, it imports that environment's modules, and with ``tuned`` does all that
Backpass does in its warm processes. Then it forks for each line ``number path`` on its standard input; the fork runs
the script there and answers ``number points``.
"""

from __future__ import annotations

import importlib
import os
import runpy
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import SimpleQueue

from benchmarks.floor import REPOSITORY
from sandbox.environments import ENVIRONMENTS, VARIABLES
from sandbox.warm import warm


class WarmProcess:
    """A warm process that runs scripts, several at once where it is asked to."""

    def __init__(self, environment: str, *, tuned: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers.warm", environment, *(["tuned"] if tuned else [])],
            env={**VARIABLES, "PYTHONPATH": str(REPOSITORY)},
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lock = threading.Lock()
        self._asked = 0
        self._answers: dict[int, SimpleQueue[int]] = {}
        assert self._process.stdout is not None
        self._process.stdout.readline()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        """The warm process's number."""
        return self._process.pid

    def points_of(self, script: Path) -> int:
        """Run ``script`` in a fresh fork, in the script's folder, and return its points; -1 if it fails."""
        assert self._process.stdin is not None
        with self._lock:
            self._asked += 1
            number, answer = self._asked, SimpleQueue[int]()
            self._answers[number] = answer
            self._process.stdin.write(f"{number} {script}\n")
            self._process.stdin.flush()
        return answer.get()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            number, points = map(int, line.split())
            self._answers.pop(number).put(points)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def _serve(name: str, *, tuned: bool) -> None:
    environment = ENVIRONMENTS[name]
    if tuned:
        warm(environment)
    else:
        for module in environment.modules:
            importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while line := sys.stdin.readline():
        number, _, path = line.strip().partition(" ")
        if os.fork() == 0:
            _run(int(number), Path(path))


def _run(number: int, script: Path) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    answer = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.chdir(script.parent)
    points = -1
    try:
        points = runpy.run_path(str(script), run_name="__main__")["points"]
    finally:
        os.write(answer, f"{number} {points}\n".encode())
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], tuned="tuned" in sys.argv)
