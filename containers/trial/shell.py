"""Running other programs, and the two ways in which a trial ends early."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_SHOWN_LINES = 25


class CannotTryError(Exception):
    """This machine cannot run the trial; the message says what is missing."""


class TrialFailedError(Exception):
    """A step that the trial needs has failed."""


def run(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path = REPOSITORY,
    given: bytes | None = None,
    seconds: float = 1800,
) -> str:
    """Run ``command`` with ``environment`` added to ours and return what it prints. Raises ``TrialFailedError``.

    It runs in a session of its own, so that Ctrl-C reaches it only from here.
    """
    words = [str(word) for word in command]
    process = subprocess.Popen(
        words,
        env={**os.environ, **(environment or {})},
        cwd=folder,
        stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        printed = process.communicate(given, timeout=seconds)[0].decode(errors="replace")
    except BaseException as error:
        _end(process)
        if isinstance(error, subprocess.TimeoutExpired):
            raise TrialFailedError(f"{shlex.join(words)} took longer than {seconds:.0f} s") from error
        raise
    if process.returncode != 0:
        last = "\n".join(printed.splitlines()[-_SHOWN_LINES:])
        raise TrialFailedError(f"{shlex.join(words)} ended with {process.returncode}:\n{last}")
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    except ProcessLookupError:
        process.wait()
