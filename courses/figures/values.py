"""A state's values as what their fields say they are."""

from __future__ import annotations

from typing import cast

from courses.figures.kinds import State
from courses.figures.svg import Range


def number(state: State, name: str) -> float:
    """Return a number of a state, or a choice that is one."""
    return float(cast(float, state[name]))


def whole(state: State, name: str) -> int:
    """Return a number of a state whose steps are whole."""
    return round(number(state, name))


def numbers(state: State, name: str) -> tuple[float, ...]:
    """Return several numbers of a state."""
    return cast(tuple[float, ...], state[name])


def inside(value: float, bounds: Range) -> float:
    """Return the number between two bounds that is nearest to ``value``."""
    return min(bounds[1], max(bounds[0], value))
