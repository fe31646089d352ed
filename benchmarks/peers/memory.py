"""Peak memory: the proportional set size of all processes of a tool, sampled by a process of its own.

Run as a program with the number of the measuring process, it takes lines of JSON on its standard input: a line with
``own`` (the tool's lasting processes) and ``others`` (those of other tools) starts sampling, and an empty line ends it
and is answered with the peak in bytes.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.floor import REPOSITORY

SECONDS = 0.02
KIBIBYTE = 1024


class MemorySampler:
    """Samples in the background, on the processors ``cpus``."""

    def __init__(self, cpus: set[int]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers.memory", str(os.getpid())],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        os.sched_setaffinity(self._process.pid, cpus)

    @property
    def pid(self) -> int:
        """The sampling process's number."""
        return self._process.pid

    def start(self, own: Iterable[int], others: Iterable[int]) -> None:
        """Sample what this process starts from now on and what descends from ``own``, but nothing of ``others``."""
        self._say(json.dumps({"own": list(own), "others": [self.pid, *others]}))

    def stop(self) -> int:
        """End sampling and return the peak in bytes."""
        self._say("")
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()


def family(parents: dict[int, int], roots: Iterable[int], without: Iterable[int]) -> set[int]:
    """Return ``roots`` and all that descends from them, but neither ``without`` nor what descends from those.

    ``parents`` maps each process to its parent.
    """
    left_out = set(without)
    found = set(roots)
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found and pid not in found | left_out}
        found |= more
        grown = bool(more)
    return found


def processes() -> dict[int, int]:
    """Return the parent of each process of this computer."""
    return dict(_parents())


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue


def proportional(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * KIBIBYTE for line in lines if line.startswith("Pss:")), 0)


def _sample(measuring: int, order: dict[str, list[int]]) -> int:
    # This process is Backpass's worker, which names it among its own; of the others only what it starts counts.
    found = family(processes(), {measuring, *order["own"]}, order["others"])
    if measuring not in order["own"]:
        found.discard(measuring)
    return sum(map(proportional, found))


def _serve(measuring: int) -> None:
    # Unbuffered, so that an order which is there already is not hidden from ``select``.
    with open(0, "rb", buffering=0) as orders:
        while line := orders.readline():
            order, peak = json.loads(line), 0
            while not peak or not select.select([orders], [], [], SECONDS)[0]:
                peak = max(peak, _sample(measuring, order), 1)
            orders.readline()
            print(peak, flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
