"""Importing and running once, in the server before it forks, what every tests jail would otherwise do itself."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Any

_TEST = """
import numpy as np
import pytest

from grader.testkit import check_close, check_shape, say


@pytest.mark.hidden
@pytest.mark.points(2)
@pytest.mark.title(en="warm", ko="준비")
@pytest.mark.parametrize("n", [1, 2])
def test_warm(submission, n):
    got = np.arange(3.0)
    check_close(got, [0, 1, 2])
    check_shape(got, (3,))
    assert got.tolist() == pytest.approx([0, 1, n]), say(en="warm", ko="준비")


def test_partial(partial):
    partial(0.5, say(en="warm", ko="준비"))
"""


def warm() -> None:
    """Import the kit whole and run pytest once on a small file.

    Starts no thread and runs no operation of TensorFlow, so that forking afterwards is safe.
    """
    import grader.testkit

    for module in pkgutil.iter_modules(grader.testkit.__path__):
        importlib.import_module(f"grader.testkit.{module.name}")
    before, path = set(sys.modules), list(sys.path)
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(folder) / "tests"
        tests.mkdir()
        (tests / "test_warm.py").write_text(_TEST, encoding="utf-8")
        _run(Path(folder))
    sys.path[:] = path
    for name in set(sys.modules) - before:
        if name in {"test_warm", "tests"}:
            del sys.modules[name]


def _run(folder: Path) -> None:
    from grader.testkit.asking import Asker, LoadResult
    from grader.testkit.plugin import GradingPlugin
    from grader.testkit.runner import run_pytest
    from sandbox.wire import Channel

    channel, other = Channel.pair()
    plugin = GradingPlugin(_ignore, Asker(channel), folder, public_only=False, wait_for_load=LoadResult)
    write_bytecode = sys.dont_write_bytecode
    run_pytest(folder, plugin)
    sys.dont_write_bytecode = write_bytecode
    channel.close()
    other.close()


def _ignore(_kind: str, _data: dict[str, Any]) -> None:
    """Send nothing."""
