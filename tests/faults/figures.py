"""What a full-size run measures: a table's rows, as they come."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "var" / "faults"


class Figures:
    """Seconds from a recovery to the last final state, on one kind of site; printed, and kept in ``var/faults``."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._file = FOLDER / f"{kind}.md"
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._file.write_text(
            f"| fault, on {kind} | unfinished then | recovery to the last end |\n| --- | --- | --- |\n"
        )

    def note(self, fault: str, unfinished: int, seconds: float) -> None:
        """Write down how long one recovery took, with so many gradings unfinished when the fault came."""
        row = f"| {fault} | {unfinished} | {seconds:.1f} s |"
        with self._file.open("a") as file:
            file.write(f"{row}\n")
        print(f"\n{self._kind}: {row}", flush=True)
