"""``make bench-peers``: measures, prints Markdown tables and writes ``var/benchmarks-peers.json``."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.peers import tools as peers
from benchmarks.peers.assignments import Assignment, all_assignments
from benchmarks.peers.measuring import AT_ONCE, MEBIBYTE, SIX, Measuring, Series, Task
from benchmarks.peers.memory import MemorySampler
from benchmarks.peers.ours import Backpass
from benchmarks.peers.report import OURS, Target, targets_table, times_table
from benchmarks.samples import machine

WITH_SIX = ("ours", "warm", "cold", "otter")
ONE, SIX_IRIS = "one iris notebook", "six iris notebooks, two at a time"
FUNCTIONS = "one NumPy notebook"
WARM, TUNED = "warm process", "warm process, tuned as ours"
OTTER, NBGRADER = peers.Otter.name, peers.Nbgrader.name
TARGETS = (
    Target(task=ONE, above=OURS, below=WARM, times=1.15, at_least=False),
    Target(task=ONE, above=OURS, below=TUNED, times=1.15, at_least=False),
    Target(task=ONE, above=OTTER, below=OURS, times=7),
    Target(task=ONE, above=NBGRADER, below=OURS, times=5),
    Target(task=FUNCTIONS, above=OTTER, below=OURS, times=25),
    Target(task=FUNCTIONS, above=NBGRADER, below=OURS, times=25),
    Target(task=SIX_IRIS, above=OTTER, below=OURS, times=7),
)
MOST_MEMORY_MB = 250
"""What a job more at the same time may add."""


def main() -> int:
    """Run everything; exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--programs", type=Path, default=Path(".make/peers/bin"), help="where the peers are installed")
    parser.add_argument("-n", "--runs", type=int, default=5, help="runs of each (5)")
    parser.add_argument("--tools", default=",".join(USUAL), help=f"which of {','.join(TOOLS)}")
    parser.add_argument("--tasks", default="functions,iris,six", help="which of functions,iris,six")
    parser.add_argument("--cpus", default="", help="processors to measure on, as 2,3; by default the last two")
    parser.add_argument(
        "--no-memory", action="store_true", help="leave memory out, whose sampling slows processes down"
    )
    parser.add_argument("--json", type=Path, default=Path("var/benchmarks-peers.json"), help="where the figures go")
    options = parser.parse_args()
    cpus, others = _pin(options.cpus)
    series = _measure(options, others)
    print(f"\n{machine()}; on processors {', '.join(map(str, sorted(cpus)))}\n")
    print(f"{times_table(series)}\n\n{targets_table(TARGETS, series)}\n")
    extra = _extra_memory(series)
    if extra is not None:
        print(f"A second Keras job at the same time adds {extra:.0f} MiB (at most {MOST_MEMORY_MB} MiB).")
    _write(options.json, series, cpus)
    return 0 if _all_reached(series) and (extra is None or extra <= MOST_MEMORY_MB) else 1


def _pin(wanted: str) -> tuple[set[int], set[int]]:
    """Hold this process and all that it starts to two processors; return those and the rest, for the sampler."""
    there = os.sched_getaffinity(0)
    cpus = set(map(int, wanted.split(","))) if wanted else set(sorted(there)[-2:])
    os.sched_setaffinity(0, cpus)
    return cpus, there - cpus or cpus


def _measure(options: argparse.Namespace, others: set[int]) -> list[Series]:
    functions, iris = all_assignments()
    wanted = options.tools.split(",")
    with (
        _tools(wanted, options.programs.resolve(), (functions, iris)) as found,
        closing(MemorySampler(others)) as memory,
    ):
        measuring = Measuring(list(found.values()), None if options.no_memory else memory)
        told = partial(print, flush=True)
        everything = list(found.values())
        if "functions" in options.tasks:
            measuring.measure(Task(name=FUNCTIONS, assignment=functions), everything, options.runs, told)
        if "iris" in options.tasks:
            measuring.measure(Task(name=ONE, assignment=iris), everything, options.runs, told)
        if "six" in options.tasks:
            few = [found[name] for name in WITH_SIX if name in found]
            measuring.measure(Task(name=SIX_IRIS, assignment=iris, submissions=SIX), few, options.runs, told)
        return measuring.series


Make = Callable[[Path, Path, tuple[Assignment, ...]], peers.Tool]
TOOLS: dict[str, Make] = {
    "ours": lambda folder, _, assignments: Backpass(folder, assignments),
    "warm": lambda folder, _, __: peers.Warm(folder, tuned=False),
    "tuned": lambda folder, _, __: peers.Warm(folder, tuned=True),
    "cold": lambda folder, _, __: peers.ColdScript(folder),
    "nbgrader": peers.Nbgrader,
    "nbgrader-api": peers.NbgraderInProcess,
    "otter": peers.Otter,
    "otter-api": peers.OtterInProcess,
}
USUAL = tuple(name for name in TOOLS if not name.endswith("-api"))
"""What is measured unless somebody asks for more: what people call, and not what they could build on it."""


@contextmanager
def _tools(wanted: list[str], programs: Path, assignments: tuple[Assignment, ...]) -> Iterator[dict[str, peers.Tool]]:
    with tempfile.TemporaryDirectory(prefix="backpass-peers-") as folder, ExitStack() as ended:
        found: dict[str, peers.Tool] = {}
        for name in wanted:
            print(f"Preparing {name} …", flush=True)
            place = Path(folder, name)
            place.mkdir()
            found[name] = TOOLS[name](place, programs, assignments)
            ended.callback(found[name].close)
        yield found


def _extra_memory(series: list[Series]) -> float | None:
    """Return how much more memory in MiB two Keras jobs at once need than one, or ``None`` if it was not measured."""
    peaks = {one.task: statistics.median(one.peaks) / MEBIBYTE for one in series if one.tool == OURS}
    return peaks[SIX_IRIS] - peaks[ONE] if any(peaks.values()) and {SIX_IRIS, ONE} <= peaks.keys() else None


def _all_reached(series: list[Series]) -> bool:
    return all(target.is_reached(found) for target in TARGETS if (found := target.found(series)) is not None)


def _write(path: Path, series: list[Series], cpus: set[int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    report = {"machine": machine(), "processors": len(cpus), "at_once": AT_ONCE, "measured_at": measured_at}
    path.write_text(json.dumps({**report, "series": [one.to_dict() for one in series]}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
