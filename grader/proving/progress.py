"""How far a proof has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from grader.proving.judging_many import Task

SECONDS_BETWEEN_LINES = 10.0


class Bar:
    """A bar that fills, with what is judged just now and the time that is left."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, TextColumn("{task.fields[last]}"), console=Console(stderr=True))
        self._row: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, what: str, total: int) -> None:
        """Begin a row of ``total`` steps; none for none."""
        self._row = self._progress.add_task(what, total=total, last="") if total else None

    def advance(self, task: Task) -> None:
        """Fill the row by one step."""
        if self._row is not None:
            self._progress.update(self._row, advance=1, last=task.exercise)


class Lines:
    """A line when a kind of work begins, and every ten seconds while it goes on."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._lock = Lock()
        self._what, self._done, self._total = "", 0, 0
        self._last = 0.0

    def begin(self, what: str, total: int) -> None:
        """Write what begins."""
        self._what, self._done, self._total, self._last = what, 0, total, time.monotonic()
        if total:
            self._write(f"{what}: {total:,}")

    def advance(self, task: Task) -> None:
        """Count one step, and write how many there were when the last line is old."""
        with self._lock:
            self._done += 1
            now = time.monotonic()
            if now - self._last >= SECONDS_BETWEEN_LINES:
                self._last = now
                self._write(f"{self._what}: {self._done:,} of {self._total:,} ({task.exercise})")
