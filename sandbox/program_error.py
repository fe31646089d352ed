"""What a student's program left behind or ran into, as those who read it see it: their own frames and none of ours."""

from __future__ import annotations

import contextlib
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sandbox.frames import INSTALLED, is_machinery

ErrorKind = Literal["syntax", "exception", "exit", "notebook"]
MAX_TRACEBACK_CHARACTERS = 8_000


class ProgramError(Exception):
    """The program could not be run to its end. ``line`` and ``cell`` count from 1."""

    def __init__(
        self,
        *,
        kind: ErrorKind,
        type: str,  # noqa: A002
        message: str,
        traceback: str = "",
        line: int | None = None,
        cell: int | None = None,
    ) -> None:
        super().__init__(f"{type}: {message}")
        self.kind: ErrorKind = kind
        self.type = type
        self.message = message
        self.traceback = traceback
        self.line = line
        self.cell = cell


@dataclass
class Loaded:
    """What a program left behind: its global names and, for a notebook, the executed notebook."""

    namespace: dict[str, Any]
    notebook: Any = None
    cell_of_file: dict[str, int] = field(default_factory=dict)


def describe(error: BaseException, cell_of_file: dict[str, int] | None = None) -> ProgramError:
    """Return ``error``, raised by the program, as a ``ProgramError`` with the student's frames only.

    ``cell_of_file`` maps each file of the program to its notebook cell, 0 for a plain file; by default every
    file below the working folder is the program's.
    """
    if isinstance(error, ProgramError):
        return error
    files = cell_of_file if cell_of_file is not None else {}
    summary = traceback.TracebackException.from_exception(error, limit=-40, capture_locals=False, compact=True)
    _drop_our_frames(summary)
    file, line = _where(error, summary, files)
    return ProgramError(
        kind=_kind_of(error),
        type=type(error).__name__,
        message=_message_of(error),
        traceback=cut(without_folders("".join(summary.format())), MAX_TRACEBACK_CHARACTERS),
        line=line,
        cell=files.get(file or "") or None,
    )


def without_folders(text: str) -> str:
    """Name files as the student knows them: nobody but the operator needs to know where Backpass is installed."""
    for folder in INSTALLED:
        text = text.replace(folder, "")
    with contextlib.suppress(OSError):  # The program may have removed it.
        text = text.replace(f"{Path.cwd()}/", "")
    return text


def _kind_of(error: BaseException) -> ErrorKind:
    if isinstance(error, SystemExit):
        return "exit"
    return "syntax" if isinstance(error, SyntaxError) else "exception"


def _message_of(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) and error.msg else str(error)
        return cut(without_folders(str(text)), 1_000)
    except Exception:  # noqa: BLE001
        return "(its message cannot be shown)"


def _drop_our_frames(summary: traceback.TracebackException) -> None:
    seen: set[int] = set()
    todo: list[traceback.TracebackException | None] = [summary]
    while todo:
        current = todo.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.stack = traceback.StackSummary.from_list(
            [frame for frame in current.stack if not is_machinery(frame.filename)]
        )
        todo += [current.__cause__, current.__context__]


def _where(
    error: BaseException, summary: traceback.TracebackException, files: dict[str, int]
) -> tuple[str | None, int | None]:
    if isinstance(error, SyntaxError) and error.filename and _is_program(error.filename, files):
        return error.filename, error.lineno
    for frame in reversed(summary.stack):
        if _is_program(frame.filename, files):
            return frame.filename, frame.lineno
    return None, None


def _is_program(filename: str, files: dict[str, int]) -> bool:
    return filename in files or (not files and Path(filename).is_relative_to(Path.cwd()))


def cut(text: str, limit: int) -> str:
    """Return ``text`` without halves of surrogate pairs, its middle left out when it has over ``limit`` characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) <= limit:
        return text
    half = (limit - 5) // 2
    return f"{text[:half]}\n…\n{text[-half:]}"
