"""Each target is fuzzed for a few seconds; ``make fuzz`` does it for longer."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

SECONDS = 3
SEEDS = Path(__file__).resolve().parent / "seeds"


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="fuzzing needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_undocumented_comes_out(target: str, repository_root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", target, "--seconds", str(SECONDS)],
        cwd=repository_root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "stat::number_of_executed_units" in done.stderr


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_are_read_without_a_finding(target: str) -> None:
    seeds = sorted((SEEDS / target).iterdir())
    for seed in seeds:
        TARGETS[target](seed.read_bytes())
    assert seeds
