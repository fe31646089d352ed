"""The three steps as Keras takes them, with the slips that are usual, and a slope to descend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import say

Array = NDArray[np.float64]
State = tuple[Array, ...]
RAVINE = np.array([[4.0, 1.0, 0.0], [1.0, 0.5, 0.1], [0.0, 0.1, 0.05]])
BOTTOM = np.array([1.0, -2.0, 0.5])


def ravine(w: Array) -> Array:
    """Return the slope of a long narrow bowl around BOTTOM."""
    return np.asarray(RAVINE @ (w - BOTTOM))


def adagrad(w: Array, state: State, g: Array, rate: float, epsilon: float = 1e-7) -> tuple[Array, State]:
    """Return the new parameters and the new sum of squares."""
    a = state[0] + g**2
    return w - rate * g / np.sqrt(a + epsilon), (a,)


def rmsprop(
    w: Array, state: State, g: Array, rate: float, rho: float = 0.9, epsilon: float = 1e-7
) -> tuple[Array, State]:
    """Return the new parameters and the new average of squares."""
    s = rho * state[0] + (1 - rho) * g**2
    return w - rate * g / np.sqrt(s + epsilon), (s,)


def adadelta(
    w: Array, state: State, g: Array, rate: float, rho: float = 0.95, epsilon: float = 1e-7
) -> tuple[Array, State]:
    """Return the new parameters and the new averages of squared gradients and squared steps."""
    s = rho * state[0] + (1 - rho) * g**2
    delta = -np.sqrt(state[1] + epsilon) / np.sqrt(s + epsilon) * g
    return w + rate * delta, (s, rho * state[1] + (1 - rho) * delta**2)


@dataclass(frozen=True)
class Rule:
    """An optimizer: its step, where each of its memories begins, and what they are called."""

    name: str
    step: Callable[..., tuple[Array, State]]
    start: tuple[float, ...]
    memories: tuple[str, ...]
    rates: tuple[float, float]
    has_rho: bool = True


RULES = {
    "adagrad": Rule("adagrad", adagrad, (0.1,), ("accumulator",), (0.5, 1.0), has_rho=False),
    "rmsprop": Rule("rmsprop", rmsprop, (0.0,), ("average",), (0.01, 0.02)),
    "adadelta": Rule("adadelta", adadelta, (0.0, 0.0), ("average", "delta_average"), (1.0, 10.0)),
}


def stepped(
    submission: Any, rule: Rule, w: Any, state: tuple[Any, ...], g: Any, *rest: float, **named: float
) -> tuple[Any, tuple[Any, ...]]:
    """Return the student's new parameters and new memories, or fail where the number of parts is wrong."""
    got = submission.function(f"{rule.name}_step")(w, *state, g, *rest, **named)
    parts = 1 + len(rule.start)
    if not (isinstance(got, tuple | list | np.ndarray) and getattr(got, "ndim", 1) and len(got) == parts):
        names = ", ".join(f"`new_{name}`" for name in ("w", *rule.memories))
        pytest.fail(
            say(
                en=f"`{rule.name}_step` should return {parts} things: {names}.",
                ko=f"`{rule.name}_step`은 {parts}가지를 돌려주어야 합니다: {names}.",
            )
        )
    return got[0], tuple(got[1:])
