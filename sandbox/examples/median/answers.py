"""Runs in the submission jail: loads the student's file and answers questions with what its function returns.

It shares a process with the student's code, which may change it at will. So it decides nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sandbox.errors import MalformedMessage
from sandbox.program import load
from sandbox.program_error import ProgramError
from sandbox.wire import Channel


def main(channel: Channel, arguments: dict[str, Any]) -> None:
    """Answer until there are no more questions."""
    try:
        names = load(Path(arguments["main"]).absolute()).namespace
    except ProgramError as error:
        sys.stderr.write(error.traceback or f"{error.type}: {error.message}\n")
        raise SystemExit(1) from None
    while (question := channel.next_question()) is not None:
        _answer(channel, names, question)


def _answer(channel: Channel, names: dict[str, Any], question: dict[str, Any]) -> None:
    try:
        channel.answer({"value": names["median"](question["numbers"])})
    except MalformedMessage:
        channel.answer({"error": "the returned value does not travel"})
    except Exception as error:  # noqa: BLE001
        channel.answer({"error": type(error).__name__})
