"""Seeded random numbers that are the same in the browser: ``frontend/figures/math/random.ts``, in Python."""

from __future__ import annotations

import math
from collections.abc import Callable, MutableSequence
from typing import Any

Random = Callable[[], float]
WORD = 0xFFFFFFFF


def random_from(seed: int) -> Random:
    """Return a source of numbers in [0, 1), by mulberry32."""
    state = seed & WORD

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & WORD
        mixed = ((state ^ state >> 15) * (state | 1)) & WORD
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & WORD
        return ((mixed ^ mixed >> 14) & WORD) / 2**32

    return draw


def normal_from(random: Random) -> Random:
    """Return a source of standard normal numbers, by Box and Muller."""
    return lambda: math.sqrt(-2 * math.log(1 - random())) * math.cos(2 * math.pi * random())


def shuffle_values(values: MutableSequence[Any], random: Random) -> None:
    """Put values in a random order, by Fisher and Yates."""
    for last in range(len(values) - 1, 0, -1):
        other = int(random() * (last + 1))
        values[last], values[other] = values[other], values[last]
