"""One fault at a time: work in flight, something goes wrong, it is mended, and everything must come right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from tests.faults.figures import Figures
from tests.faults.site import Site

MOST_SECONDS = 60.0
"""From the recovery to the last final state."""


@dataclass
class Harm:
    """A running site and the dice that say when it is hit."""

    kind: str
    site: Site
    figures: Figures | None
    in_flight: int
    has_small_disk: bool
    dice: Random
    usual_seconds: float = 0.0
    """What so much work takes when nothing goes wrong; the time to mend comes on top of it."""

    @contextmanager
    def to(self, fault: str, *, handed_in: bool = True) -> Iterator[Site]:
        """Hand work in, do the fault that the block does, and when it is mended see that all is right."""
        if handed_in:
            self.site.hand_in(self.in_flight)
            self.wait_a_moment(min(0.6, self.usual_seconds / 2))
        unfinished = self.site.ask("unfinished")
        yield self.site
        seconds = self.site.settle(MOST_SECONDS + 2 * self.usual_seconds)
        self.site.require_right()
        if self.figures:
            self.figures.note(fault, unfinished, seconds)

    def work_undisturbed(self) -> None:
        """Measure what the site needs for so much work when nothing goes wrong: a busy computer may take its time."""
        self.usual_seconds = 120.0
        with self.to("none"):
            began = time.monotonic()
        self.usual_seconds = time.monotonic() - began

    def wait_a_moment(self, most: float = 0.6) -> None:
        """Wait for a random part of so many seconds."""
        time.sleep(self.dice.uniform(0.0, most))
