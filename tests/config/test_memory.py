"""Threads share the C library's arenas."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ARENAS_OF_THREADS = """
import ctypes, sys, threading
from config.memory import share_arenas

if sys.argv[1:] and not share_arenas():
    sys.exit("no glibc")
libc, ready = ctypes.CDLL(None), threading.Barrier(9)

def allocate():
    libc.malloc(50_000)
    ready.wait()
    ready.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads:
    thread.start()
ready.wait()
# Each further arena is a region of its own, aligned to 64 MiB.
starts = [int(line.split("-")[0], 16) for line in open("/proc/self/maps")]
print(sum(start % (64 << 20) == 0 for start in starts))
ready.wait()
"""


def arenas(repository_root: Path, *arguments: str) -> int:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    command = [sys.executable, "-c", ARENAS_OF_THREADS, *arguments]
    done = subprocess.run(command, cwd=repository_root, env=environment, capture_output=True, text=True, check=False)
    if done.stderr.strip() == "no glibc":
        pytest.skip("this C library has no arenas")
    return int(done.stdout)


def test_threads_share_few(repository_root: Path) -> None:
    shared, by_default = arenas(repository_root, "few"), arenas(repository_root)

    assert shared < by_default
    assert shared <= 2
