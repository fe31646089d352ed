"""A state's values as what their fields say they are."""

from __future__ import annotations

from courses.figures.kinds import State


def number(state: State, name: str) -> float:
    """Return a number of a state."""
    value = state[name]
    assert isinstance(value, float | int)
    return float(value)


def whole(state: State, name: str) -> int:
    """Return a number of a state whose steps are whole."""
    return round(number(state, name))


def numbers(state: State, name: str) -> tuple[float, ...]:
    """Return several numbers of a state."""
    value = state[name]
    assert isinstance(value, tuple)
    return value
