"""What full-size runs measure, as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "var" / "faults.json"


@dataclass
class Figures:
    """Seconds from a recovery to the last final state, by fault and kind of site."""

    rows: list[dict[str, object]] = field(default_factory=list)

    def note(self, kind: str, fault: str, in_flight: int, seconds: float) -> None:
        """Remember how long one recovery took, with so many gradings unfinished when the fault came."""
        self.rows.append({"site": kind, "fault": fault, "in_flight": in_flight, "seconds": round(seconds, 1)})

    def write(self) -> None:
        """Write a JSON file and print a table."""
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(self.rows, indent=1))
        lines = [f"| {row['fault']} | {row['site']} | {row['in_flight']} | {row['seconds']} s |" for row in self.rows]
        print("\n| fault | site | unfinished at the fault | recovery to last final state |\n| --- | --- | --- | --- |")
        print("\n".join(lines), flush=True)
