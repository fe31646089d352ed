"""Run a snippet in a jail within limits, and print what happens as it happens.

::

    python run_snippet.py                  # the snippet below
    python run_snippet.py 'print(6 * 7)'
"""

from __future__ import annotations

import sys

from sandbox import Client, Event, Job, JobEnd, Limits, Program, private_server

SNIPPET = """
import os, socket
print("process", os.getpid(), "of user", os.getuid(), "sees", sorted(os.listdir("/")))
try:
    socket.create_connection(("192.0.2.1", 80))
except OSError as error:
    print("no network:", error)
hoard = []
while True:
    hoard.append(bytes(8_000_000))
"""


def main() -> None:
    """Run the snippet of the command line, or the one above."""
    source = sys.argv[1] if len(sys.argv) > 1 else SNIPPET
    with private_server(["numpy"], slots=1) as path:
        end = run(Client(path), source)
    print(f"ended: {end.submission.ending}, exit code {end.submission.exit_code}")


def run(client: Client, source: str) -> JobEnd:
    """Run ``source`` as a program of its own, which ``sandbox.alone`` does for us, and print its events."""
    program = Program(entry="sandbox.alone:main", files={"main.py": source.encode()}, arguments={"main": "main.py"})
    limits = Limits(seconds=5, memory_mb=128, processes=32)
    return client.run(Job(id="snippet", environment="numpy", submission=program, limits=limits), show)


def show(event: Event) -> None:
    """Print one event on a line of its own."""
    print(f"{event.source}: {event.kind} {event.data or ''}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
