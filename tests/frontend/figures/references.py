"""Writes what NumPy and Keras say the figures' numbers are: each ``*_reference.py`` here has ``reference()``."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import sys
from pathlib import Path

SUFFIX = "_reference"


def main(folder: Path) -> int:
    """Write ``NAME.json`` into ``folder`` for every ``NAME_reference.py`` beside this file; 1 when one failed.

    Keras is imported once. What one module does to its settings must not reach the next, so each has a fork of its own.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    importlib.import_module("keras")
    failed = 0
    for path in sorted(Path(__file__).parent.glob(f"*{SUFFIX}.py")):
        process = multiprocessing.get_context("fork").Process(target=_write, args=(path.stem, folder))
        process.start()
        process.join()
        failed |= process.exitcode != 0
    return int(failed)


def _write(name: str, folder: Path) -> None:
    module = importlib.import_module(f"tests.frontend.figures.{name}")
    (folder / f"{name.removesuffix(SUFFIX)}.json").write_text(json.dumps(module.reference()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
