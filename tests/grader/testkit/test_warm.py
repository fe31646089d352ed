"""Warming up: what the server does before it forks."""

from __future__ import annotations

import subprocess
import sys

from tests.grader.testkit.conftest import ROOT

PROGRAM = """
import sys, threading
before = list(sys.path)
from grader.testkit.warm import warm
warm()
assert threading.active_count() == 1, threading.enumerate()
assert sys.path == before
assert "test_warm" not in sys.modules
assert not {"django", "keras", "tensorflow"} & set(sys.modules)
warm()
"""


def test_warming_up_leaves_no_thread_path_or_heavy_module_behind() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_the_kit_is_light() -> None:
    program = "import sys, grader.testkit; assert not {'numpy', 'pytest', 'django', 'keras'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
