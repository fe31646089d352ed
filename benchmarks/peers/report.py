"""The figures as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers.measuring import MEBIBYTE, Series, ratios

OURS = "Backpass"


@dataclass(frozen=True, kw_only=True)
class Target:
    """What the median of the ratios of two tools at one task has to be; ``at_least`` or else at most."""

    task: str
    above: str
    below: str
    times: float
    at_least: bool = True

    def found(self, series: Sequence[Series]) -> list[float] | None:
        """Return the ratios, or ``None`` where one of the two was not measured."""
        by_key = {(one.tool, one.task): one for one in series}
        above, below = by_key.get((self.above, self.task)), by_key.get((self.below, self.task))
        return None if above is None or below is None else ratios(above, below)

    def is_reached(self, found: Sequence[float]) -> bool:
        """Whether the median keeps to it."""
        median = statistics.median(found)
        return median >= self.times if self.at_least else median <= self.times


def times_table(series: Sequence[Series]) -> str:
    """Return a row for each tool and task: median and spread of the time, the times as long as ours, and memory."""
    rows: list[tuple[str, ...]] = [("task", "tool", "median", "from – to", "times ours", "peak memory"), ("---",) * 6]
    ours = {one.task: one for one in series if one.tool == OURS}
    rows += [_row(one, ours.get(one.task)) for one in series]
    return _lines(rows)


def _row(one: Series, ours: Series | None) -> tuple[str, ...]:
    longer = "" if ours is None or ours is one else spread(ratios(one, ours), "")
    memory = f"{statistics.median(one.peaks) / MEBIBYTE:,.0f} MiB" if any(one.peaks) else ""
    between = f"{seconds(min(one.seconds))} – {seconds(max(one.seconds))}"
    return one.task, one.tool, seconds(one.median), between, longer, memory


def targets_table(targets: Sequence[Target], series: Sequence[Series]) -> str:
    """Return a row for each target whose tools were measured."""
    rows = [("what", "times", "to reach", ""), ("---",) * 4]
    for target in targets:
        found = target.found(series)
        if found is not None:
            sign = "≥" if target.at_least else "≤"
            mark = "reached" if target.is_reached(found) else "**missed**"
            rows.append(
                (f"{target.task}: {target.above} / {target.below}", spread(found, ""), f"{sign} {target.times:g}", mark)
            )
    return _lines(rows)


def spread(values: Sequence[float], unit: str) -> str:
    """Return the median with the least and the largest value in brackets."""
    return f"{statistics.median(values):.3g}{unit} ({min(values):.3g} – {max(values):.3g})"


def seconds(value: float) -> str:
    """Return seconds, or milliseconds where there are few."""
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
