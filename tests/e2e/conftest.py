"""The product under its supervisor, as ``make run`` starts it, and a browser to use it with."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.visitor import Visitor

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS_TO_START = 180

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that this computer has."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this computer")
    return {"executable_path": path, "args": SWITCHES}


@pytest.fixture(scope="session")
def site(browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh site, started with its own data folder and port."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    environment = {**kept, "BACKPASS_DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    output = folder / "output"
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_ready(process, output)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while "Backpass is ready" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.1)


@pytest.fixture
def new_visitor(browser: Browser, site: str) -> Iterator[NewVisitor]:
    """A function that opens the site in a browser of its own; keyword arguments are those of a browser context."""
    contexts: list[BrowserContext] = []

    def open_site(**options: Any) -> Visitor:
        context = browser.new_context(base_url=site, **{"locale": "en", **options})
        contexts.append(context)
        return Visitor(context.new_page())

    yield open_site
    for context in contexts:
        context.close()


@pytest.fixture
def student(new_visitor: NewVisitor) -> Visitor:
    """A new student who has just signed up and joined the course."""
    visitor = new_visitor()
    visitor.sign_up_and_join()
    return visitor


@pytest.fixture
def page(student: Visitor) -> Page:
    """The new student's page."""
    return student.page
