"""Asking the process that works on the site's database (`tests.faults.clerk`), and waiting for what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from tests.faults.parts import REPOSITORY
from tests.servers import die_with_parent

SECONDS_TO_WAIT = 60.0


class ClerkError(Exception):
    """The clerk could not do what it was asked, such as while the database is away."""


class Clerk:
    """The clerk's process. Safe to ask from several threads, one after the other."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._log = log
        self._turn = Lock()
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.clerk"],
                cwd=REPOSITORY,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                preexec_fn=die_with_parent,  # noqa: PLW1509  (a test's threads only wait meanwhile)
            )

    def ask(self, *what: object) -> Any:
        """Have one of its functions called; `ClerkError` when that fails."""
        with self._turn:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the clerk has ended: {self._log.read_text()}")
        answer = json.loads(line)
        if "error" in answer:
            raise ClerkError(answer["error"])
        return answer["answer"]

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def wait_until(condition: Callable[[], object], what: str, seconds: float = SECONDS_TO_WAIT) -> None:
    """Wait until something is so; what the clerk cannot say now is not so yet."""
    deadline = time.monotonic() + seconds
    problem = ""
    while True:
        try:
            if condition():
                return
        except ClerkError as error:
            problem = str(error)
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s, in vain, until {what}. {problem}"
        time.sleep(0.05)
