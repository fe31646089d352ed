"""From the click on Submit to the score on the page, in a real browser on the whole product."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.samples import Samples

REPOSITORY = Path(__file__).resolve().parent.parent
EXERCISE = "/courses/deep-learning-with-keras/activations/exercises/activation-functions/"
SOLUTION = "courses/content/deep-learning-with-keras/activations/activation-functions/solution.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
START_SECONDS = 180.0


def measure(count: int) -> list[Samples]:
    """Start a site of its own, sign in, and hand in ``activation-functions`` again and again."""
    samples = Samples("activation-functions, click to score on the page", "s", target=1.0)
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("The browser benchmark needs Chromium (Debian: apt install chromium).")
    with _site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        page = browser.new_page(base_url=address, locale="en")
        _sign_in(page)
        solution = (REPOSITORY / SOLUTION).read_text(encoding="utf-8")
        for turn in range(count + 1):
            seconds = _hand_in(page, f"{solution}\n# {turn}\n")
            if turn:
                samples.values.append(seconds)
        browser.close()
    return [samples]


def _sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("student@example.org")
    page.locator("input[name=password]").fill("backpass")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.locator(".menu").wait_for()


def _hand_in(page: Page, source: str) -> float:
    """Open the exercise anew, write ``source``, submit it, and return the seconds until the score is there."""
    page.goto(EXERCISE)
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    button = page.locator("#work").get_by_role("button", name="Submit", exact=True)
    shown = page.locator("#result .result")
    before = shown.get_attribute("data-result") if shown.count() else ""
    ended = f'#result .result[data-final="true"]:not([data-result="{before}"]) .result-score'
    score = page.locator(ended, has_text="10 / 10")
    began = time.perf_counter()
    button.click()
    score.wait_for()
    return time.perf_counter() - began


@contextmanager
def _site() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="backpass-bench-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        output = Path(folder, "output")
        with output.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=REPOSITORY,
                env={**kept, "BACKPASS_DATA_DIR": folder, "HOST": "127.0.0.1", "PORT": str(port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_until_ready(process, output)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "Backpass is ready" not in output.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"the site did not start:\n{output.read_text()}")
        time.sleep(0.1)
