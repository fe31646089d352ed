"""How fast the network playground draws while it trains, in a real browser on its real page."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.product import SWITCHES, chromium, running_site
from benchmarks.samples import Samples, quantile

PAGE = "/playground/?playground=layers:8,8,8"
"""250 training points, three hidden layers of eight; each frame trains one epoch and draws all maps and the output."""
FRAMES = 240
SIXTIETH = 1000 / 60
SLACK = 0.1
FRAME_TIMES = """frames => new Promise(resolve => {
  const times = [];
  const note = now => { times.push(now); times.length > frames ? resolve(times) : requestAnimationFrame(note); };
  requestAnimationFrame(note);
})"""


def measure(count: int) -> list[Samples]:
    """Play ``count`` times for some seconds; return frame times, each run's 95th percentile and the work of a frame."""
    path = chromium()
    if path is None:
        raise SystemExit("The benchmark of the figures needs Chromium (Debian: apt install chromium).")
    frames = Samples("playground, 3 layers of 8, 250 points: time between frames", "ms", target=SIXTIETH + SLACK)
    worst = Samples("playground, 95th percentile of a run", "ms")
    busy = Samples("playground, main thread at work in a frame", "ms", target=SIXTIETH)
    with (
        tempfile.TemporaryDirectory(prefix="backpass-bench-") as folder,
        running_site(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        page = browser.new_page(base_url=address, locale="en", viewport={"width": 1280, "height": 900})
        for _turn in range(count):
            times, work = _play(page)
            frames.values += times
            worst.values.append(quantile(times, 0.95))
            busy.values.append(work / len(times))
        browser.close()
    return [frames, worst, busy]


def _play(page: Page) -> tuple[list[float], float]:
    """Load the page, let it play, and return the milliseconds between frames and those of work on the main thread."""
    page.goto(PAGE)
    figure = page.locator("bp-figure[kind=playground]")
    figure.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(1000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _work(session)
    moments: list[float] = page.evaluate(FRAME_TIMES, FRAMES)
    work = _work(session) - before
    session.detach()
    return [late - early for early, late in pairwise(moments)], work


def _work(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration")) * 1000
