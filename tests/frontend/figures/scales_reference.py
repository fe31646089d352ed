"""The ticks of the still pictures, which those of the live figures must equal."""

from __future__ import annotations

from courses.figures.svg import ticks

RANGES = [
    (-8.0, 8.0, 7),
    (-0.2, 1.2, 5),
    (0.0, 1.0, 5),
    (-1.2, 1.2, 5),
    (3.0, 2500.0, 7),
    (0.001, 0.0173, 5),
    (-5.0, 4.9, 4),
]


def reference() -> list[dict[str, object]]:
    """Return some ranges with their ticks."""
    return [{"range": given, "ticks": ticks(*given)} for given in RANGES]
