"""What a jail costs: the time to open one on a warm server, and the memory that one adds."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import psutil

from benchmarks.samples import Samples
from sandbox import Client, Event, Job, Limits, Program

MEBIBYTE = 1024 * 1024
SETTLING_SECONDS = 0.5
"""How long a server is left alone: its warm processes make their next jails in that time."""
NUMPY_WORK = """
import numpy as np, time
x = np.linspace(-10, 10, 10_000)
y = 1 / (1 + np.exp(-x))
print("ready", flush=True)
time.sleep(0.8)
"""


def measure(socket_path: Path, count: int) -> list[Samples]:
    """Measure opening in both environments, and the memory of a NumPy job."""
    client = Client(socket_path)
    return [
        _opening(client, "numpy", count),
        _opening(client, "keras", count),
        _memory(client, socket_path, count),
    ]


def _program(source: str) -> Program:
    return Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})


def _opening(client: Client, environment: str, count: int) -> Samples:
    """From connecting to the server until the jail is open and its code about to run."""
    samples = Samples(f"open a jail, {environment}", "ms", target=40)
    for turn in range(count + 1):
        time.sleep(SETTLING_SECONDS)
        began, opened = time.perf_counter(), 0.0

        def note(event: Event) -> None:
            nonlocal opened
            if event.kind == "started":
                opened = time.perf_counter()

        client.run(Job(id=str(turn), environment=environment, submission=_program("pass")), note)
        if turn:
            samples.values.append((opened - began) * 1000)
    return samples


def _memory(client: Client, socket_path: Path, count: int) -> Samples:
    """Proportional set size of all the server's processes with one job, less that without; jails made ahead count."""
    samples = Samples("memory that a NumPy job adds", "MB", target=30)
    server = server_at(socket_path)
    time.sleep(SETTLING_SECONDS)
    without = proportional(server)
    for turn in range(count):
        found: list[float] = []

        def note(event: Event, found: list[float] = found) -> None:
            if event.kind == "stdout" and "ready" in event.data["text"]:
                time.sleep(SETTLING_SECONDS)
                found.append(proportional(server))

        job = Job(id=str(turn), environment="numpy", submission=_program(NUMPY_WORK), limits=Limits())
        client.run(job, note)
        samples.values.append((found[0] - without) / MEBIBYTE)
    return samples


def server_at(socket_path: Path) -> psutil.Process:
    """Return the process of the sandbox server at ``socket_path``."""
    for process in psutil.process_iter(["cmdline"]):
        if {"serve", str(socket_path)} <= set(process.info["cmdline"] or []):
            return process
    raise LookupError(f"no sandbox server at {socket_path}")


def proportional(server: psutil.Process) -> float:
    """Return the proportional set size in bytes of the server and all that it started."""
    total = 0.0
    for process in [server, *server.children(recursive=True)]:
        # The jail of the job before may just be going.
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total
