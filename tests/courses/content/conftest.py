"""The proof of all bundled exercises, which takes as long as half of the other tests and so runs beside them."""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

ROOT = Path(__file__).parents[3]
PARTS, ATTEMPTS_PARTS = 10, 4
PATIENCE = 900.0
PATIENCE_AT_THE_END = 10.0
PR_SET_PDEATHSIG = 1
FIRST_WORKER = "gw0"


class ProofBeside:
    """``manage.py verify`` of everything bundled, with a part of the attempts and mutants, in a process of its own.

    Several test processes share one: the first starts it in a folder that all of them know, and stays until it is read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin the proof."""
        self._folder.mkdir()
        today = dt.datetime.now(tz=dt.UTC).toordinal()
        # Whatever else is being tested goes first, and this takes what is left of the processors.
        verify = [
            "nice",
            "-n",
            "5",
            sys.executable,
            "manage.py",
            "verify",
            "--mutants",
            f"--part={today % PARTS + 1}/{PARTS}",
            f"--attempts-part={today % ATTEMPTS_PARTS + 1}/{ATTEMPTS_PARTS}",
            "--json",
        ]
        self._process = subprocess.Popen(
            ["sh", "-c", '"$@" > "$0/out" 2> "$0/err"; touch "$0/ended"', self._folder, *verify],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"BACKPASS_DATA_DIR": str(self._folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
            start_new_session=True,
            preexec_fn=_end_with_the_parent,  # noqa: PLW1509  # No thread runs yet.
        )

    def result(self) -> dict[str, Any]:
        """Wait for the end, and return what was printed."""
        _wait_for(self._folder / "ended", PATIENCE)
        printed, complaints = ((self._folder / name).read_text("utf-8") for name in ("out", "err"))
        (self._folder / "read").touch()
        try:
            result: dict[str, Any] = json.loads(printed)
        except json.JSONDecodeError:
            pytest.fail(f"the proof ended without a result: {printed[-2000:]} {complaints[-2000:]}")
        return result

    def end(self, *, when_read: bool) -> None:
        """Stop it where this process started it, ``when_read`` not before another one has read it, and forget it."""
        if not self._process:
            return
        if when_read:
            _wait_for(self._folder / "read", PATIENCE)
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(PATIENCE_AT_THE_END)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)


def _end_with_the_parent() -> None:
    """A test process that is killed outright takes the proof with it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_for(path: Path, seconds: float) -> None:
    give_up_at = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < give_up_at:
        time.sleep(0.2)


beside = pytest.StashKey[ProofBeside]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_asks_for_proofs)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    if session.config.option.collectonly or not any(map(_asks_for_proofs, session.items)):
        return
    worker = getattr(session.config, "workerinput", {"workerid": FIRST_WORKER, "testrunuid": uuid4().hex})
    proof = ProofBeside(Path(tempfile.gettempdir()) / f"backpass-proof-{worker['testrunuid']}")
    session.stash[beside] = proof
    if worker["workerid"] == FIRST_WORKER:
        proof.start()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if proof := session.stash.get(beside, None):
        others = hasattr(session.config, "workerinput")
        proof.end(when_read=others and exitstatus != pytest.ExitCode.INTERRUPTED)


def _asks_for_proofs(item: pytest.Item) -> bool:
    return "verified" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def verified(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What ``verify --json`` says of all bundled exercises, with today's part of the mutants."""
    return request.session.stash[beside].result()


@pytest.fixture(scope="session")
def proofs(verified: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The proof of each exercise by its name, as ``verify --json`` prints it."""
    return {proof["exercise"]: proof for proof in verified["exercises"]}
