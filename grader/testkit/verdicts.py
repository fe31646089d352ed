"""From what ended a test to what its student reads. A hidden test tells what its author wrote, and never a value."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest

from grader.testkit.failures import Failure
from grader.testkit.messages import message
from grader.testkit.text import Text, as_text, cut, joined, said, without_said
from sandbox.program_error import without_folders

MAX_DETAIL_CHARACTERS = 1_500
MAX_CAUSE_CHARACTERS = 500
REWRITTEN = "assert "
_SAYS_NOTHING = ("assert False", "assert (False", "assert not True")
_HINT = re.compile(r"Use -v+ to (get|show) more|Full output truncated")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def is_verdict(error: BaseException) -> bool:
    """Whether ``error`` says that the submission is wrong, and not that the test itself broke."""
    return isinstance(error, Failure | AssertionError | pytest.fail.Exception)


def told(error: BaseException, tests: Path, hidden: bool) -> Text:
    """Return the message of a test that failed with ``error``."""
    if isinstance(error, Failure):
        return error.hidden if hidden else error.public
    if isinstance(error, pytest.fail.Exception) and raised_in(error, tests):
        return as_text(str(error.msg))
    if isinstance(error, AssertionError | pytest.fail.Exception):
        return _assertion(error, tests, hidden)
    if hidden:
        return message("hidden_stopped", type=type(error).__name__)
    return message("public_stopped", type=type(error).__name__, message=cut(_str(error), 500))


def compared_by(error: BaseException | None) -> dict[str, str]:
    """Return what a public test that failed with ``error`` shows as ``expected`` and ``actual``, where it has both."""
    compared = error.compared if isinstance(error, Failure) else None
    return {"expected": compared.expected, "actual": compared.actual} if compared else {}


def cause_of(error: BaseException, tests: Path) -> str:
    """Return where in the author's tests ``error`` came up and what it says, values and all; for authors' eyes only."""
    frames = [(file, line) for file, line in _frames(error) if file.is_relative_to(tests)]
    where = f"{frames[-1][0].relative_to(tests.parent)}:{frames[-1][1]}: " if frames else ""
    says = error.public["en"] if isinstance(error, Failure) else readable(_str(error))
    return cut(f"{where}{type(error).__name__}: {says}", MAX_CAUSE_CHARACTERS)


def own_frames(trace: str, folder: Path) -> str:
    """Return a plain traceback without the frames of files that do not lie below ``folder``."""
    kept, keeps = [], True
    for line in trace.splitlines():
        if line.startswith('  File "'):
            keeps = str(folder) in line
        elif not line.startswith(" "):
            keeps = True
        if keeps:
            kept.append(line)
    return "\n".join(kept)


def _assertion(error: BaseException, tests: Path, hidden: bool) -> Text:
    text = _str(error)
    own, details = _split(text) if raised_in(error, tests) else (None, text)
    if hidden:
        return own or message("hidden_failed")
    shown = readable(details)
    if own is not None and shown.startswith(_SAYS_NOTHING):
        shown = ""
    check = joined([message("public_check"), as_text(cut(shown, MAX_DETAIL_CHARACTERS))]) if shown else None
    return joined([own, check])


def readable(details: str) -> str:
    """Return pytest's explanation of an assertion without hints at pytest's options and objects' addresses."""
    lines = (line for line in without_said(details).splitlines() if line.strip() and not _HINT.search(line))
    return _ADDRESS.sub("", "\n".join(lines)).strip()


def _split(text: str) -> tuple[Text | None, str]:
    """Split an assertion's text into the author's words and what pytest added to them."""
    if text.startswith(REWRITTEN):
        return None, text
    own, _, explanation = text.partition(f"\n{REWRITTEN}")
    author = said(own) or (as_text(own) if own.strip() else None)
    return author, f"{REWRITTEN}{explanation}" if explanation else ""


def raised_in(error: BaseException, folder: Path) -> bool:
    """Whether ``error`` was raised in a file below ``folder``, be it through ``pytest.fail``."""
    files = [file for file, _ in _frames(error)]
    while files and files[-1].match("_pytest/outcomes.py"):
        files.pop()
    return bool(files) and files[-1].is_relative_to(folder)


def _frames(error: BaseException) -> list[tuple[Path, int]]:
    """Return the file and the line of each frame that ``error`` passed, the one that raised it last."""
    return [(Path(frame.f_code.co_filename).absolute(), line) for frame, line in traceback.walk_tb(error.__traceback__)]


def _str(error: BaseException) -> str:
    try:
        return without_folders(str(error))
    except Exception:  # noqa: BLE001
        return ""
