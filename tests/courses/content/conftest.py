"""The proof of all bundled exercises, which takes as long as half of the other tests and so runs beside them."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
PARTS = 10
PATIENCE = 900.0


class ProofBeside:
    """``manage.py verify`` of everything bundled, with a part of the mutants, in a process and folder of its own."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="backpass-proof-"))
        today = dt.datetime.now(tz=dt.UTC).toordinal() % PARTS + 1
        # Whatever else is being tested goes first, and this takes what is left of the processors.
        verify = ["manage.py", "verify", "--mutants", f"--part={today}/{PARTS}", "--json"]
        with (self._folder / "out").open("w") as out, (self._folder / "err").open("w") as err:
            self._process = subprocess.Popen(
                ["nice", "-n", "5", sys.executable, *verify],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=os.environ | {"BACKPASS_DATA_DIR": str(self._folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
                start_new_session=True,
            )

    def result(self) -> dict[str, Any]:
        """Wait for the end, and return what was printed."""
        self._process.wait(PATIENCE)
        printed = (self._folder / "out").read_text("utf-8")
        try:
            result: dict[str, Any] = json.loads(printed)
        except json.JSONDecodeError:
            pytest.fail(
                f"the proof ended without a result: {printed[-2000:]} {(self._folder / 'err').read_text()[-2000:]}"
            )
        return result

    def end(self) -> None:
        """Stop it, where it is not done, and forget it."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)


beside = pytest.StashKey[ProofBeside]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_asks_for_proofs)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    if not session.config.option.collectonly and any(map(_asks_for_proofs, session.items)):
        session.stash[beside] = ProofBeside()


def pytest_sessionfinish(session: pytest.Session) -> None:
    if running := session.stash.get(beside, None):
        running.end()


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
