"""What the exercise page's script knows of notebooks, run by Node."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.frontend.test_figures import NODE, REPOSITORY

TESTS = sorted((Path(__file__).resolve().parent / "workbench").glob("*.test.ts"))


@pytest.mark.parametrize("test", TESTS, ids=[path.name.removesuffix(".test.ts") for path in TESTS])
def test_the_notebook_as_data(test: Path) -> None:
    command = [str(NODE), "--disable-warning=ExperimentalWarning", "--test", str(test)]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
