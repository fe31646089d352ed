"""Whether a regrade leaves live submissions alone: the same stream of them without it, during it, and after it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.product import REPOSITORY, beside_site, running_site
from benchmarks.samples import Samples

LONGER_AT_MOST = 1.5
SECONDS = 1800.0


def measure(submissions: int) -> list[Samples]:
    """Regrade so many submissions on a whole site of its own, with its worker and its sandbox."""
    with tempfile.TemporaryDirectory(prefix="backpass-bench-") as folder, running_site(Path(folder)):
        found = _load(Path(folder), submissions)
    series = []
    for name, key in (("to the score", "scored"), ("to the start", "started")):
        alone = Samples(f"live submission without a regrade, {name}", "ms", values=found["alone"][key])
        beside = Samples(f"… during one of {submissions}, {name}", "ms", values=found["beside"][key])
        longer = beside.median / alone.median
        times = Samples("… times as long, of the medians", "times", target=LONGER_AT_MOST, values=[longer])
        series += [alone, beside, times]
    rate = Samples(f"regrade of {submissions} submissions", "s", values=[found["seconds"]])
    return [*series, rate]


def _load(folder: Path, submissions: int) -> dict[str, Any]:
    """Run the load in a process of its own, which uses the site's database and broker."""
    command = [sys.executable, "-m", "benchmarks.regrade_load", str(submissions)]
    printed = subprocess.check_output(command, cwd=REPOSITORY, env=beside_site(folder), timeout=SECONDS)
    return dict(json.loads(printed))
