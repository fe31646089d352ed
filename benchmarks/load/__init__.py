"""The evening of a due date on a whole site of its own: a class that comes at once, and a course that floods.

The client is bounded, reaches this computer only, and stops by itself.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.load.client import Site
from benchmarks.load.figures import rush_figures, turn_figures
from benchmarks.load.students import Crowd, come_and_go
from benchmarks.product import REPOSITORY, beside_site, running_site
from benchmarks.samples import Samples
from tests.servers import private_postgres

SECONDS_AFTER_DUE = 300.0
"""How long after the due date the last student must have left."""
STEP_SECONDS = 900.0
MOST_GRADINGS = 240
"""Gradings that the workers' own maximum is taken of."""
FLOOD = 300
BEFORE_FLOOD = 30
"""Submissions of the other course, a second apart, that nothing floods."""


@dataclass(frozen=True)
class RunningSite:
    """A site of our own that runs, and the environment of a process beside it."""

    address: str
    folder: Path
    environment: Mapping[str, str]

    def step(self, name: str, *arguments: object) -> dict[str, Any]:
        """Take a step of `benchmarks.load.steps` in a process beside the site."""
        command = [sys.executable, "-m", "benchmarks.load.steps", name, *map(str, arguments)]
        printed = subprocess.check_output(command, cwd=REPOSITORY, env=dict(self.environment), timeout=STEP_SECONDS)
        return dict(json.loads(printed))

    def look(self, expected: Mapping[int, bool]) -> dict[str, Any]:
        """Return what became of gradings, as `benchmarks.load.people.look` does."""
        file = self.folder / "expected.json"
        file.write_text(json.dumps({"expected": expected}), encoding="utf-8")
        return self.step("look", file)


@contextmanager
def site(*, postgres: bool) -> Iterator[RunningSite]:
    """Run a fresh site, with SQLite as `make run` does, or with a PostgreSQL server of its own."""
    with tempfile.TemporaryDirectory(prefix="backpass-load-") as name, _database(postgres=postgres) as more:
        folder = Path(name)
        with running_site(folder, more) as address:
            yield RunningSite(address, folder, beside_site(folder, more))


@contextmanager
def _database(*, postgres: bool) -> Iterator[dict[str, str]]:
    if not postgres:
        yield {}
        return
    with private_postgres() as url:
        if url is None:
            raise SystemExit("There is no PostgreSQL on this computer to start (Debian: apt install postgresql).")
        yield {"DATABASE_URL": url}


def measure(students: int, seconds: float, *, postgres: bool) -> list[Samples]:
    """Measure both scenarios and the workers' own maximum between them, in one run on one site."""
    with site(postgres=postgres) as running:
        print(f"{students} students come within {seconds:.0f} s …", flush=True)
        crowd = Crowd(Site(running.address), running.step("prepare", students))
        late = asyncio.run(come_and_go(crowd, students, seconds, seconds + SECONDS_AFTER_DUE))
        found = running.look(crowd.expected)
        print(f"The workers alone with a full queue of {MOST_GRADINGS} …", flush=True)
        most = running.step("most", MOST_GRADINGS)
        print(f"One course floods with {FLOOD} submissions …", flush=True)
        turns = running.step("flood", FLOOD, BEFORE_FLOOD)
        say(crowd, late, running)
    return [*rush_figures(crowd, late, found, most["times"]), *turn_figures(turns)]


def say(crowd: Crowd, late: int, running: RunningSite) -> None:
    """Print what went wrong, so that a missed target can be understood."""
    if late or crowd.site.problems:
        print(f"{late} students had not left; problems: {Counter(crowd.site.problems).most_common(10)}")
    log = (running.folder / "output").read_text(encoding="utf-8")
    errors = [line for line in log.splitlines() if "ERROR" in line or "locked" in line or "Error:" in line]
    if errors:
        print(f"The site said {len(errors)} times that something is wrong, such as:", *errors[:10], sep="\n  ")
