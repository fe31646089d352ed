"""What can be wrong with a folder of content. All of these are the author's to put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file: its path, its line from 1 (0 = the file as a whole) and the reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}"

    def under(self, folder: str) -> Problem:
        """Return the same problem with ``folder`` put before its file's path."""
        return Problem(f"{folder}/{self.file}", self.line, self.reason)


class ContentError(Exception):
    """A folder is broken; ``problems`` names everything wrong with it, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
