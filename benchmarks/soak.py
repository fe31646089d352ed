"""Many jobs in a row on one server: whether anything grows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks.jails import MEBIBYTE, proportional, server_at
from benchmarks.samples import Samples
from courses.folders.exercise_folder import ExerciseFolder, read_exercise_directory
from sandbox import Client, Ending, Job, Limits, Program

JOBS = 1000
WARMING_JOBS = 100
"""Jobs before the first reading: allocators and the kernel fill their pools once."""
SETTLING_SECONDS = 1.0
EXERCISE = Path("courses/content/deep-learning-with-keras/activations/activation-functions")
ENDINGS = {
    "pass": Ending.FINISHED,
    "import os; os._exit(3)": Ending.EXITED,
    "import os\nfor _ in range(5): os.fork()": Ending.FINISHED,
    "x = [b'x' * 2**20 for _ in range(500)]": None,
    "open('/box/a', 'wb').write(b'x' * 2**24)": Ending.FINISHED,
    "print('x' * 10**6)": Ending.FINISHED,
    "while True: pass": Ending.DEADLINE,
}
"""Programs of all kinds, and how each must end; a memory error may be the program's or the watch's."""
READINGS: dict[str, tuple[str, float, Callable[[psutil.Process], float]]] = {
    "memory": ("MB", 8, lambda server: proportional(server) / MEBIBYTE),
    "open descriptors": ("", 0, lambda server: sum(process.num_fds() for process in _family(server))),
    "threads": ("", 0, lambda server: sum(process.num_threads() for process in _family(server))),
    "processes": ("", 0, lambda server: len(_family(server))),
    "mounts": ("", 0, lambda server: len(Path(f"/proc/{server.pid}/mounts").read_text().splitlines())),
}


def measure(socket_path: Path) -> list[Samples]:
    """Run ``JOBS`` jobs, most of them gradings, and return how much the server's processes grew."""
    client, server = Client(socket_path), server_at(socket_path)
    folder = read_exercise_directory(EXERCISE)
    _run(client, folder, WARMING_JOBS)
    before = _read(server)
    began = time.perf_counter()
    _run(client, folder, JOBS)
    seconds = time.perf_counter() - began
    after = _read(server)
    growth = [
        Samples(f"growth after {JOBS} jobs: {name}", unit, target=most, values=[after[name] - before[name]])
        for name, (unit, most, _) in READINGS.items()
    ]
    return [*growth, Samples(f"{JOBS} jobs in a row", "s", values=[seconds])]


def _read(server: psutil.Process) -> dict[str, float]:
    time.sleep(SETTLING_SECONDS)
    return {name: read(server) for name, (_, _, read) in READINGS.items()}


def _family(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def _run(client: Client, folder: ExerciseFolder, count: int) -> None:
    odd = list(ENDINGS.items())
    for turn in range(count):
        if turn % 5:
            _grade(client, folder, turn)
        else:
            _misbehave(client, *odd[turn // 5 % len(odd)])


def _grade(client: Client, folder: ExerciseFolder, turn: int) -> None:
    work = folder.solution.content.encode()
    job = Job(
        id=f"grading {turn}",
        environment=folder.environment,
        submission=Program(
            entry="grader.testkit.answers:serve", files={"main.py": work}, arguments={"main": "main.py"}
        ),
        tests=Program(
            entry="grader.testkit.runner:main",
            files={**folder.test_files, "submission/main.py": work},
            arguments={"select": "all", "seconds": 10.0},
        ),
    )
    outcomes: list[str] = []
    client.run(job, lambda event: outcomes.append(event.data["outcome"]) if event.kind == "test" else None)
    if not outcomes or set(outcomes) != {"passed"}:
        raise RuntimeError(f"the solution was not graded right: {outcomes}")


def _misbehave(client: Client, source: str, ending: Ending | None) -> None:
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    limits = Limits(seconds=0.3 if ending is Ending.DEADLINE else 10, memory_mb=128)
    end = client.run(Job(id="odd", environment="numpy", submission=program, limits=limits))
    if ending is not None and end.submission.ending is not ending:
        raise RuntimeError(f"{source!r} ended as {end.submission.ending}")
