"""The whole product, as ``make run`` starts it, and the browser of this computer: for figures and for tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.servers import free_port

REPOSITORY = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")
SECONDS_TO_START = 180.0
SECONDS_TO_STOP = 60.0


def chromium() -> str | None:
    """Return the path of this computer's Chromium, or ``None``."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def beside_site(folder: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process that works on the data of the site in ``folder``."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    own = {"BACKPASS_DATA_DIR": str(folder), "BACKPASS_EMBEDDED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**kept, **own, **(more or {})}


@contextmanager
def running_site(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start a fresh site with its data in ``folder``, yield its address, and stop it at the end.

    ``more`` are further environment variables. ``RuntimeError`` when it does not start.
    """
    port = free_port()
    environment = {**environment_of(folder), "HOST": "127.0.0.1", "PORT": str(port), **(more or {})}
    output = folder / "output"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=REPOSITORY,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(process, output)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=SECONDS_TO_STOP)


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a site with its data in ``folder``, and of commands that work on it."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return {**kept, "BACKPASS_DATA_DIR": str(folder)}


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while "Backpass is ready" not in output.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the site did not start:\n{output.read_text()}")
        time.sleep(0.1)
