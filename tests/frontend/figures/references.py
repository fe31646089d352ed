"""Writes what NumPy and Keras say the figures' numbers are: each ``*_reference.py`` here has ``reference()``."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

SUFFIX = "_reference"


def main(folder: Path) -> None:
    """Write ``NAME.json`` into ``folder`` for every ``NAME_reference.py`` beside this file."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    for path in sorted(Path(__file__).parent.glob(f"*{SUFFIX}.py")):
        module = importlib.import_module(f"tests.frontend.figures.{path.stem}")
        (folder / f"{path.stem.removesuffix(SUFFIX)}.json").write_text(json.dumps(module.reference()))
        _forget_precision()


def _forget_precision() -> None:
    """One module's double precision must not be the next one's."""
    if keras := sys.modules.get("keras"):
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
