"""A sandbox server of one's own, for commands and tests that find none running."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.client import Client
from sandbox.environments import ENVIRONMENTS
from sandbox.errors import IsolationMissing, SandboxUnavailable

_REPOSITORY = Path(__file__).resolve().parent.parent
_STOP_SECONDS = 10


@contextmanager
def private_server(environments: Iterable[str] = tuple(ENVIRONMENTS), slots: int = 2) -> Iterator[Path]:
    """Start a server with a clean environment, wait until it is warm, yield its socket, and stop it at the end.

    Raises ``IsolationMissing`` when this host cannot isolate and ``SandboxUnavailable`` when it does not come up.
    """
    with tempfile.TemporaryDirectory(prefix="backpass-") as folder:
        path, log = Path(folder) / "sandbox.sock", Path(folder) / "log"
        process = _start(path, log, environments, slots)
        try:
            _wait(process, Client(path), log)
            yield path
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(path: Path, log: Path, environments: Iterable[str], slots: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sandbox", "serve", "--until-eof", "--socket", str(path), "--slots", str(slots)]
    with log.open("wb") as file:
        return subprocess.Popen(
            [*command, "--environments", *environments],
            env={"PATH": os.defpath, "PYTHONPATH": str(_REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=_REPOSITORY,
            stdin=subprocess.PIPE,
            stderr=file,
        )


def _wait(process: subprocess.Popen[bytes], client: Client, log: Path, seconds: float = 120.0) -> None:
    waited = 0.0
    while process.poll() is None and waited < seconds:
        try:
            return client.wait_until_warm(1.0)
        except SandboxUnavailable:
            waited += 1.0
    if process.poll() is not None:
        raise IsolationMissing(log.read_text(errors="replace").strip()[-2000:])
    raise SandboxUnavailable(f"the sandbox server was not warm after {seconds:.0f} s")
