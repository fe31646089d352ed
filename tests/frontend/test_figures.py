"""The mathematics of the explorable figures, run by Node and held against numbers from NumPy and Keras."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.frontend.node import REPOSITORY, files_in, run

TESTS = files_in("figures")


@pytest.fixture(scope="session")
def references(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of JSON files, ``NAME.json`` made by ``NAME_reference.py``, in a process that may import Keras."""
    folder = tmp_path_factory.mktemp("references")
    command = [sys.executable, "-m", "tests.frontend.figures.references", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, timeout=180)
    return folder


@pytest.mark.parametrize("test", TESTS.values(), ids=TESTS)
def test_the_mathematics_of_a_figure(test: Path, references: Path) -> None:
    ended = run("--test", str(test), REFERENCES=str(references))

    assert ended.returncode == 0, ended.stdout + ended.stderr
