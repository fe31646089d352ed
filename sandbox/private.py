"""A sandbox server of one's own, for commands and tests that find none running."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.client import Client
from sandbox.environments import installed
from sandbox.errors import IsolationMissing, SandboxUnavailable
from sandbox.work_folder import work_folder

_REPOSITORY = Path(__file__).resolve().parent.parent
_STOP_SECONDS = 10


@contextmanager
def private_server(environments: Iterable[str] | None = None, slots: int = 2, *options: str) -> Iterator[Path]:
    """Start a server with a clean environment, wait until it is warm, yield its socket, and stop it at the end.

    ``options`` are more options of ``serve``.

    Raises ``IsolationMissing`` when this host cannot isolate and ``SandboxUnavailable`` when it does not come up.
    """
    with work_folder("private") as folder:
        path, log = folder / "sandbox.sock", folder / "log"
        process = _start(path, log, [*options, "--slots", str(slots), "--environments", *(environments or installed())])
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


def _start(path: Path, log: Path, options: list[str]) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "sandbox", "serve", "--until-eof", "--socket", str(path), *options],
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
