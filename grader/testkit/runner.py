"""The tests jail's program: runs an exercise's tests with pytest, in this process, against the other jail."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from grader.testkit.asking import Asker, LoadResult
from grader.testkit.messages import message
from grader.testkit.plugin import GradingPlugin
from grader.testkit.text import cut
from sandbox.wire import Channel

MAX_DETAIL_CHARACTERS = 20_000
_ENDED_WELL = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
# The plugins that are left out collect garbage over the whole inherited heap, write files, or print.
_LEFT_OUT = (
    *("unraisableexception", "threadexception", "faulthandler", "cacheprovider", "terminal", "junitxml", "pastebin"),
    *("doctest", "debugging", "setuponly", "setupplan", "stepwise"),
)


def main(channel: Channel, arguments: dict[str, Any]) -> None:
    """Run the tests below ``tests/`` in the working folder and send "collected", "hidden", "test" and "finished".

    ``arguments``: ``select`` is "all" or "public"; ``seconds``, if given, the time limit of the whole job; ``seed``, if
    given, is added to the seeds of the tests; with ``stop_early`` nothing is run after the first test that fails.
    """
    grade(
        channel,
        Path.cwd(),
        arguments.get("select", "all") == "public",
        arguments.get("seconds"),
        seed=arguments.get("seed", 0),
        stop_early=arguments.get("stop_early", False),
    )


def grade(
    channel: Any,
    folder: Path,
    public_only: bool,
    seconds: float | None = None,
    *,
    seed: int = 0,
    stop_early: bool = False,
) -> None:
    """Do what ``main`` does in ``folder``."""
    asker = Asker(channel, seconds, seed)
    loading = Loading(asker)
    plugin = GradingPlugin(channel.event, asker, folder, public_only, loading.wait, stop_early=stop_early)
    loading.start()
    code = run_pytest(folder, plugin)
    # Students may read what is sent; the traceback of a broken test is for the operators, who read this jail's output.
    print("\n\n".join(plugin.problems), file=sys.stderr)
    channel.event("finished", _finished(plugin, code, loading.seconds) | {"answers_digest": asker.answers_digest})


def run_pytest(folder: Path, plugin: GradingPlugin) -> int:
    """Run the tests below ``folder`` with ``plugin`` and return pytest's exit code."""
    for variable in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(variable, None)
    sys.dont_write_bytecode = True
    options = [
        "-c",
        os.devnull,
        f"--rootdir={folder}",
        f"--confcutdir={folder}",
        "--disable-plugin-autoload",
        "--capture=sys",
        "--strict-markers",
    ]
    without = [part for name in _LEFT_OUT for part in ("-p", f"no:{name}")]
    return int(pytest.main([*options, *without, str(folder / "tests")], plugins=[plugin]))


class Loading:
    """Has the submission load in the background, so that the tests are collected in the same time."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._result: LoadResult | None = None
        self._started = 0.0
        self.seconds = 0.0
        self._thread = threading.Thread(target=self._load, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._started = time.perf_counter()
        self._thread.start()

    def _load(self) -> None:
        self._result = self._asker.load()
        self.seconds = time.perf_counter() - self._started

    def wait(self) -> LoadResult:
        """Return how it went, once it is over; the time until then is used to warm Keras up."""
        if self._thread.is_alive():
            warm_keras()
        self._thread.join()
        return self._result or LoadResult(message("load_unreadable"))


def warm_keras() -> None:
    """Rebuild and call a small model where Keras is imported, so that the first test does not wait for that."""
    if "keras" not in sys.modules:
        return
    import keras
    import numpy as np

    from grader.testkit import exporting, rebuilding

    layers = [keras.layers.Dense(2, activation=activation) for activation in ("relu", "softmax")]
    model = rebuilding.rebuild(exporting.export(keras.Sequential([keras.Input((2,)), *layers])), "model")
    for rows in (2, 1):
        model.predict(np.zeros((rows, 2), dtype="float32"))
    rebuilding.forget()


def _finished(plugin: GradingPlugin, code: int, load_seconds: float) -> dict[str, Any]:
    loaded = plugin.loaded or LoadResult()
    ended_well = code in _ENDED_WELL or (code == pytest.ExitCode.NO_TESTS_COLLECTED and plugin.has_tests)
    if loaded.message is not None:
        status, text, detail = "failed", loaded.message, loaded.detail
    elif plugin.broken or not ended_well:
        status, text = "error", message("broken_tests")
        detail = "\n\n".join(plugin.problems) or f"pytest ended with exit code {code}"
    else:
        status, text, detail = "graded", None, ""
    return {
        "status": status,
        "message": text,
        "detail": cut(detail, MAX_DETAIL_CHARACTERS),
        "line": loaded.line,
        "cell": loaded.cell,
        "too_slow": loaded.too_slow,
        "seconds": {"submission": load_seconds, "tests": plugin.test_seconds},
    }
