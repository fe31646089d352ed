"""The program of ``python -m sandbox run``: a jail that runs one file and answers to nobody."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sandbox.program import load
from sandbox.program_error import ProgramError
from sandbox.wire import Channel


def main(channel: Channel, arguments: dict[str, Any]) -> None:
    """Run the file ``arguments["main"]``; its error goes to standard error, a notebook's outputs to the client."""
    try:
        loaded = load(Path(arguments["main"]).absolute())
    except ProgramError as error:
        sys.stderr.write(error.traceback or f"{error.type}: {error.message}\n")
        raise SystemExit(1) from None
    if loaded.notebook is not None:
        channel.event("notebook", {"content": json.dumps(loaded.notebook)})
