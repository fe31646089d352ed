"""What each change that a warm process makes to Keras and TensorFlow is worth: the iris notebook without one of them.

One process imports everything and changes nothing. Its forks make all changes, or all but one, and then run the cells,
in turn. Each time is compared with that of the same turn's fork that made them all.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.floor import REPOSITORY
from benchmarks.samples import Samples
from sandbox.environments import ENVIRONMENTS, variables_of
from sandbox.inside import COLLECT

ALL = "all changes"
TOUCHES = "sandbox.warm_up:touch_keras"


def measure(count: int) -> list[Samples]:
    """Return the milliseconds of the cells, and by how many percent they take longer without each change."""
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.warm_ups", folder, str(count)],
            env={**variables_of("keras"), "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            check=True,
        )
    seconds: dict[str, list[float]] = json.loads(done.stdout)
    everything = seconds.pop(ALL)
    series = [Samples(f"iris cells, {ALL}", "ms", values=[1000 * one for one in everything])]
    for name, times in seconds.items():
        longer = [100 * (one / other - 1) for one, other in zip(times, everything, strict=True)]
        series.append(Samples(f"longer unless {name}", "%", values=longer))
    return series


def _seconds(cells: tuple[str, ...], changes: list[Callable[[], None]]) -> float:
    """Run the cells in a fork that makes these changes, and return how long they took."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        for change in changes:
            change()
        _run(cells, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        seconds = float(pipe.read())
    os.waitpid(child, 0)
    return seconds


def _run(cells: tuple[str, ...], writing: int) -> None:
    gc.set_threshold(*COLLECT)
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    names = {"__name__": "__main__"}
    began = time.perf_counter()
    for number, cell in enumerate(cells, 1):
        exec(compile(cell, f"cell {number}", "exec"), names)
    os.write(writing, str(time.perf_counter() - began).encode())
    os._exit(0)


def main() -> None:
    """``python -m benchmarks.warm_ups FOLDER COUNT``; prints the seconds of each way as JSON."""
    from benchmarks.peers.assignments import iris
    from sandbox.warm import warm
    from sandbox.warm_up import CHANGES_TO_KERAS, import_late_modules

    folder, count = sys.argv[1], int(sys.argv[2])
    assignment = iris()
    for name, content in assignment.files.items():
        Path(folder, name).write_bytes(content)
    os.chdir(folder)
    keras = ENVIRONMENTS["keras"]
    warm(replace(keras, warm_ups=tuple(name for name in keras.warm_ups if name != TOUCHES)))
    import_late_modules()
    ways = {ALL: list(CHANGES_TO_KERAS.values())}
    ways |= {name: [change for other, change in CHANGES_TO_KERAS.items() if other != name] for name in CHANGES_TO_KERAS}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(count):
        for name in list(ways)[:: 1 if turn % 2 else -1]:
            found[name].append(_seconds(assignment.cells, ways[name]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
