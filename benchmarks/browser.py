"""From the click on Submit to the score on the page, in a real browser on the whole product."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.product import REPOSITORY, SWITCHES, chromium, running_site
from benchmarks.samples import Samples

EXERCISE = "/courses/deep-learning-with-keras/activations/exercises/activation-functions/"
SOLUTION = "courses/content/deep-learning-with-keras/activations/activation-functions/solution.py"


def measure(count: int) -> list[Samples]:
    """Start a site of its own, sign in, and hand in ``activation-functions`` again and again."""
    samples = Samples("activation-functions, click to score on the page", "s", target=1.0)
    path = chromium()
    if path is None:
        raise SystemExit("The browser benchmark needs Chromium (Debian: apt install chromium).")
    with (
        tempfile.TemporaryDirectory(prefix="backpass-bench-") as folder,
        running_site(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
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
