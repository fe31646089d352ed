"""Measuring all tools in turn, and what the figures say."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

from benchmarks.peers.assignments import Assignment
from benchmarks.peers.memory import MemorySampler
from benchmarks.peers.tools import Tool

AT_ONCE = 2
SIX = 6
PAUSE_SECONDS = 0.4
"""Before each run: our warm processes make their next jails in that time."""
MEBIBYTE = 1024 * 1024


@dataclass
class Series:
    """The runs of one tool at one task: ``seconds`` each; and the ``peaks`` of memory in bytes of runs before those."""

    tool: str
    task: str
    seconds: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    def to_dict(self) -> dict[str, object]:
        """Return everything for the JSON file."""
        return {"tool": self.tool, "task": self.task, "seconds": self.seconds, "peaks": self.peaks}


@dataclass(frozen=True, kw_only=True)
class Task:
    """``submissions`` of an assignment, ``AT_ONCE`` at a time where there are more than one."""

    name: str
    assignment: Assignment
    submissions: int = 1


class Measuring:
    """Measures tools in turn, so that what else the machine does falls on all of them."""

    def __init__(self, tools: Sequence[Tool], sampler: MemorySampler | None = None) -> None:
        self._tools = tools
        self._sampler = sampler
        self._numbers = count(1)
        self.series: list[Series] = []

    def measure(self, task: Task, tools: Sequence[Tool], runs: int, told: Callable[[str], None]) -> None:
        """Measure ``tools`` at ``task`` so often, in turn. ``RuntimeError`` for wrong points.

        Memory is measured in a run before those, for its sampling slows down processes of many pages by a seventh.
        After that run caches and compiled modules are there.
        """
        found = [Series(tool.name, task.name, peaks=[self._peak(tool, task)]) for tool in tools]
        for turn in range(runs):
            for tool, series in zip(tools, found, strict=True):
                series.seconds.append(self._run(tool, task))
            told(f"{task.name}: {turn + 1} of {runs}: " + ", ".join(f"{one.seconds[-1]:.2f} s" for one in found))
        self.series += found

    def _peak(self, tool: Tool, task: Task) -> int:
        if self._sampler is None:
            self._run(tool, task)
            return 0
        others = [pid for other in self._tools if other is not tool for pid in other.pids()]
        self._sampler.start(tool.pids(), others)
        self._run(tool, task)
        return self._sampler.stop()

    def _run(self, tool: Tool, task: Task) -> float:
        numbers = [next(self._numbers) for _ in range(task.submissions)]
        for number in numbers:
            tool.prepare(task.assignment, number)
        time.sleep(PAUSE_SECONDS)
        began = time.perf_counter()
        points = _all_points(tool, task.assignment, numbers)
        seconds = time.perf_counter() - began
        if set(points) != {float(len(task.assignment.checks))}:
            raise RuntimeError(f"{tool.name} gave {points} points for right work of {task.assignment.name}")
        return seconds


def _all_points(tool: Tool, assignment: Assignment, numbers: list[int]) -> list[float]:
    if len(numbers) == 1:
        return [tool.grade(assignment, numbers[0])]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda number: tool.grade(assignment, number), numbers))


def ratios(above: Series, below: Series) -> list[float]:
    """Return how many times as long ``above`` took as ``below``, turn by turn."""
    return [one / other for one, other in zip(above.seconds, below.seconds, strict=True)]
