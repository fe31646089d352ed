"""Seeded random numbers that are the same in the browser: ``frontend/figures/math/random.ts``, in Python."""

from __future__ import annotations

import math
from collections.abc import Callable

WORD = 0xFFFFFFFF


def random_from(seed: int) -> Callable[[], float]:
    """Return a source of numbers in [0, 1), by mulberry32."""
    state = seed & WORD

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & WORD
        mixed = ((state ^ state >> 15) * (state | 1)) & WORD
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) & WORD
        return ((mixed ^ mixed >> 14) & WORD) / 2**32

    return draw


def normal_from(random: Callable[[], float]) -> Callable[[], float]:
    """Return a source of standard normal numbers, by Box and Muller."""
    return lambda: math.sqrt(-2 * math.log(1 - random())) * math.cos(2 * math.pi * random())
