"""Thousands of gradings in a row through a whole site: whether anything grows in any of its processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from statistics import mean, median

import psutil

from benchmarks.jails import MEBIBYTE
from benchmarks.load import RunningSite, say, site
from benchmarks.load.client import Site
from benchmarks.load.figures import lost_figure
from benchmarks.load.students import Crowd
from benchmarks.samples import Samples
from sandbox.environments import ENVIRONMENTS

AT_ONCE = 8
"""Students who hand in at the same time."""
STUDENTS = 100
"""They take turns: nobody may hand in so often alone (`accounts.limits`)."""
READ_EVERY = 100
"""Gradings; processes are read while none is under way."""
SETTLING_SECONDS = 0.5
MOST_PROBLEMS = 100
COUNTED_SHARE = 0.8
"""The last readings, of which growth is taken: pools and caches fill once."""
READINGS: Mapping[str, tuple[str, float, Callable[[psutil.Process], float]]] = {
    "memory": ("MB", 8.0, lambda process: process.memory_full_info().pss / MEBIBYTE),
    "open files": ("", 8.0, lambda process: float(process.num_fds())),
    "threads": ("", 2.0, lambda process: float(process.num_threads())),
}
"""What is read of each process, and how much more of it there may be at the end of the line through its readings.

A connection to Redis stays open once as many requests have met as never before, so files may be a few more.
"""
MEMORY_SHARE = 0.05
"""Memory may grow by so much of itself, where that is more."""
MOST_SECONDS = 3600.0


@dataclass
class Watch:
    """Readings of every process of a site, by name and kind, each with the number of gradings done by then."""

    processes: dict[str, psutil.Process]
    readings: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=dict)

    def read(self, done: int) -> None:
        """Read all processes."""
        for name, process in self.processes.items():
            for kind, (_unit, _most, read) in READINGS.items():
                self.readings.setdefault((name, kind), []).append((done, read(process)))


def measure(gradings: int, *, postgres: bool) -> list[Samples]:
    """Hand in so many works through the pages; return how each process grew and what else was amiss."""
    with site(postgres=postgres) as running:
        crowd = Crowd(Site(running.address), running.step("prepare", STUDENTS))
        watch = Watch(_processes(running))
        print(f"{gradings} gradings in a row; watching {', '.join(watch.processes)} …", flush=True)
        began = time.monotonic()
        late = asyncio.run(_run(crowd, watch, gradings))
        seconds = time.monotonic() - began
        found = running.look(crowd.expected)
        say(crowd, late, running)
        alive = all(process.is_running() for process in watch.processes.values())
    figures = [lost_figure(crowd, late, found), Samples(f"{gradings} gradings in a row", "s", values=[seconds])]
    same = Samples("processes that ended and were replaced", "", target=0, values=[0.0 if alive else 1.0])
    return [*figures, same, *(_growth(*key, readings) for key, readings in watch.readings.items())]


def _processes(running: RunningSite) -> dict[str, psutil.Process]:
    """Return the site's processes under names that people know: those that its supervisor and they started."""
    (supervisor,) = [
        process
        for process in psutil.Process().children()
        if process.environ().get("BACKPASS_DATA_DIR") == str(running.folder)
    ]
    lasting = [one for one in supervisor.children(recursive=True) if not _is_jail(one)]
    return {_name(process): process for process in (supervisor, *lasting)}


def _is_jail(process: psutil.Process) -> bool:
    """Whether it belongs to a jail, which is made ahead of its job, used once, and gone."""
    return any("sandbox.warm" in parent.cmdline() for parent in process.parents())


def _name(process: psutil.Process) -> str:
    command, parent = process.cmdline(), process.parent()
    is_fork = parent is not None and parent.cmdline() == command
    text = " ".join(command)
    if is_fork:
        return "clock" if "celery" in text else "guard"
    if "sandbox.warm" in text:
        return f"warm process {next((name for name in ENVIRONMENTS if name in command), process.pid)}"
    known = {"redis": "Redis", "celery": "worker", "uvicorn": "web", "sandbox serve": "sandbox server"}
    known["config.supervisor"] = "supervisor"
    return next((name for part, name in known.items() if part in text), process.name())


async def _run(crowd: Crowd, watch: Watch, gradings: int) -> int:
    """Hand in until there were enough; return how many students had to be sent away."""
    turns = [cycle(range(first, STUDENTS, AT_ONCE)) for first in range(AT_ONCE)]
    try:
        async with asyncio.timeout(MOST_SECONDS):
            while len(crowd.expected) < gradings and len(crowd.site.problems) < MOST_PROBLEMS:
                until = min(len(crowd.expected) + READ_EVERY, gradings)
                await asyncio.gather(*(_hand_in(crowd, turn, until) for turn in turns))
                await asyncio.sleep(SETTLING_SECONDS)
                watch.read(len(crowd.expected))
                crowd.told.clear()
    except TimeoutError:
        return AT_ONCE
    return 0


async def _hand_in(crowd: Crowd, students: Iterator[int], until: int) -> None:
    """Hand in one work after the other, of these students in turn, until all together have had so many."""
    exercise = str(crowd.prepared["exercise"])
    while len(crowd.expected) < until and len(crowd.site.problems) < MOST_PROBLEMS:
        work, is_right = crowd.work(wrong_in=4)
        await crowd.hand_in(exercise, crowd.cookies_of(next(students)), "submit", work, is_right=is_right)


def _growth(name: str, kind: str, readings: list[tuple[float, float]]) -> Samples:
    unit, most, _read = READINGS[kind]
    counted = readings[int(len(readings) * (1 - COUNTED_SHARE)) :]
    if kind == "memory":
        most = max(most, MEMORY_SHARE * mean(value for _, value in counted))
    grown = growth(counted)
    level = median(value for _, value in counted)
    return Samples(f"{name}: growth of {kind} (of {level:.0f})", unit, target=round(most, 1), values=[grown])


def growth(readings: list[tuple[float, float]]) -> float:
    """Return by how much a value grew from the first to the last reading, along the line that fits all of them.

    The line is Theil's: its slope is the median of those between all pairs, so that a few peaks do not tilt it.
    """
    slopes = [
        (later - earlier) / (end - begin)
        for place, (begin, earlier) in enumerate(readings)
        for end, later in readings[place + 1 :]
        if end > begin
    ]
    return median(slopes) * (readings[-1][0] - readings[0][0]) if slopes else 0.0
