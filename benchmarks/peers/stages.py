"""Where the time of one grading goes: ``python -m benchmarks.peers.stages`` prints a table for each assignment.

The stages are cut by what a worker sees: its own steps, and the events of the two jails as they arrive.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.peers.assignments import Assignment, all_assignments
from benchmarks.peers.ours import Backpass
from sandbox import Client, Event, Job, JobEnd
from sandbox.client import ignore_event

STAGES = {
    "claimed": "the grading is claimed, and its job built",
    "started": "both jails have it, and their code is about to run",
    "epoch 1": "the notebook's cells until the end of the first epoch: TensorFlow traces the training step",
    "epochs": "the other epochs",
    "notebook": "the rest of the cells, and the executed notebook is sent",
    "loaded": "the tests are collected, where that took longer than the cells",
    "tests": "the tests",
    "ended": "both jails are dead, and what they said is read",
    "stored": "score, results and events are stored",
}
"""What the time until each mark was spent with, in order; a mark that an assignment does not make is left out."""


class Marking(Client):
    """A client that notes when what happened, in seconds of ``time.perf_counter``."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.marks: dict[str, float] = {}

    def run(
        self,
        job: Job,
        on_event: Callable[[Event], None] = ignore_event,
        should_stop: Callable[[], bool] | None = None,
    ) -> JobEnd:
        """Run ``job`` as any client does."""
        self.marks = {"claimed": time.perf_counter()}

        def note(event: Event) -> None:
            self.marks[_mark_of(event)] = time.perf_counter()
            on_event(event)

        end = super().run(job, note, should_stop)
        self.marks["ended"] = time.perf_counter()
        return end


def _mark_of(event: Event) -> str:
    if event.kind == "epoch":
        return "epoch 1" if event.data["epoch"] == 1 else "epochs"
    return "tests" if event.kind == "finished" else event.kind


def stages_of(began: float, marks: dict[str, float], stored: float) -> dict[str, float]:
    """Return the seconds that each stage took; they add up to ``stored - began``."""
    seconds, last = {}, began
    for name in STAGES:
        at = stored if name == "stored" else marks.get(name)
        if at is not None:
            seconds[name] = max(at - last, 0.0)
            last = max(at, last)
    return seconds


def measure(ours: Backpass, assignment: Assignment, runs: int) -> list[dict[str, float]]:
    """Return the stages of so many gradings, without a first one."""
    client = Marking(str(ours.socket_path))
    ours.client = client
    found = []
    for number in range(runs + 1):
        ours.prepare(assignment, number)
        time.sleep(PAUSE_SECONDS)
        began = time.perf_counter()
        ours.grade(assignment, number)
        found.append(stages_of(began, client.marks, time.perf_counter()))
    return found[1:]


PAUSE_SECONDS = 0.4
"""Between two gradings, in which a warm process makes its next jails, as it does in a classroom."""


def table(found: Sequence[dict[str, float]]) -> str:
    """Return a Markdown table of the stages' medians, with the least and the largest."""
    rows = ["| stage | median | from – to |", "| --- | --- | --- |"]
    for name in found[0]:
        values = [1000 * one[name] for one in found]
        rows.append(f"| {STAGES[name]} | {statistics.median(values):.1f} ms | {min(values):.1f} – {max(values):.1f} |")
    sums = [1000 * sum(one.values()) for one in found]
    return "\n".join([*rows, f"| all | {statistics.median(sums):.1f} ms | {min(sums):.1f} – {max(sums):.1f} |"])


def main() -> None:
    """Measure both assignments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.stages", description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=20, help="gradings of each (20)")
    runs = parser.parse_args().runs
    assignments = all_assignments()
    with tempfile.TemporaryDirectory(prefix="backpass-stages-") as folder:
        ours = Backpass(Path(folder), assignments)
        for assignment in assignments:
            print(f"\n{assignment.name}\n\n{table(measure(ours, assignment, runs))}", flush=True)
        ours.close()


if __name__ == "__main__":
    main()
