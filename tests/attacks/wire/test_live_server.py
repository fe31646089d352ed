"""Raw bytes from a jail to a live server: the sender's job ends by name, and the next one is right."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from sandbox import Client, Ending, Job, Limits, Program

WRITE = """
import os, time
data = {data!r}
for number in range(3, 64):
    try:
        if os.readlink(f"/proc/self/fd/{{number}}").startswith("socket:"):
            for _ in range({times}): os.write(number, data)
    except OSError: pass
time.sleep({wait})
"""
SERVERS_WORDS = b"".join(struct.pack(">IB", 1, kind) + b"\xc0" for kind in (1, 5, 6, 7, 8, 9, 10))
CASES = {
    "a length of 4 GB": (struct.pack(">IB", 2**32 - 1, 4), 1, {Ending.MESSAGES}),
    "an unknown kind": (struct.pack(">IB", 0, 200), 1, {Ending.BROKEN}),
    "kind 0": (struct.pack(">IB", 3, 0) + b"abc", 1, {Ending.BROKEN}),
    "half a frame": (struct.pack(">IB", 100, 4) + b"x" * 50, 1, {Ending.FINISHED}),
    "events that are none": (struct.pack(">IB", 3, 4) + b"\xc1\xc1\xc1", 100, {Ending.FINISHED}),
    "an event of a list": (struct.pack(">IB", 1, 4) + b"\x90", 100, {Ending.FINISHED}),
    "answers to nobody": (struct.pack(">IB", 1, 3) + b"\xc0", 1000, {Ending.FINISHED}),
    "questions from the wrong side": (struct.pack(">IB", 1, 2) + b"\xc0", 1000, {Ending.FINISHED}),
    "the server's own words": (SERVERS_WORDS, 10, {Ending.FINISHED}),
    "three hundred thousand empty events": (struct.pack(">IB", 0, 4) * 1000, 300, {Ending.MESSAGES}),
}  # fmt: skip


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


def job(source: str) -> Job:
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    return Job(id="raw", environment="numpy", submission=program, limits=Limits(seconds=5))


@pytest.mark.parametrize("case", CASES)
def test_raw_bytes_cost_their_sender_only(client: Client, case: str) -> None:
    data, times, endings = CASES[case]
    wait = 0 if Ending.FINISHED in endings else 3
    end = client.run(job(WRITE.format(data=data, times=times, wait=wait)))
    assert end.submission.ending in endings
    assert client.run(job("print('next')")).submission.ending is Ending.FINISHED
