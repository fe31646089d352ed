"""Repeated measurements, and what is said of them."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass, field


@dataclass
class Samples:
    """Measurements of one thing, in one unit; ``target`` is what it must not exceed (or reach, with ``at_least``)."""

    name: str
    unit: str
    target: float | None = None
    at_least: bool = False
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the values."""
        return statistics.median(self.values)

    @property
    def reached(self) -> bool | None:
        """Whether the median keeps to the target; ``None`` where there is none."""
        if self.target is None:
            return None
        return self.median >= self.target if self.at_least else self.median <= self.target

    def to_dict(self) -> dict[str, object]:
        """Return everything for the JSON file."""
        low, high = quantile(self.values, 0.1), quantile(self.values, 0.9)
        spread = {"median": self.median, "p10": low, "p90": high, "min": min(self.values), "max": max(self.values)}
        named = {"name": self.name, "unit": self.unit, "target": self.target, "reached": self.reached}
        return {**named, "count": len(self.values), **spread, "values": self.values}


def ratio(name: str, above: Samples, below: Samples, *, target: float, at_least: bool = False) -> Samples:
    """Return the ratios of two series that were measured in turn, pair by pair."""
    values = [one / other for one, other in zip(above.values, below.values, strict=True)]
    return Samples(name, "times", target=target, at_least=at_least, values=values)


def quantile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of the sorted values lie."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def machine() -> str:
    """Return what the figures were measured on."""
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(series: list[Samples]) -> str:
    """Return the figures as a table of plain text."""
    rows: list[tuple[str, ...]] = [("what", "n", "median", "p10", "p90", "target", "")]
    for one in series:
        sign = "≥" if one.at_least else "≤"
        target = f"{sign} {one.target:g}" if one.target is not None else ""
        mark = {True: "reached", False: "MISSED", None: ""}[one.reached]
        spread = (f"{quantile(one.values, share):.4g}" for share in (0.1, 0.9))
        rows.append((one.name, str(len(one.values)), f"{one.median:.4g} {one.unit}", *spread, target, mark))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
