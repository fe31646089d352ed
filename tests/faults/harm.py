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
    figures: Figures
    in_flight: int
    has_small_disk: bool
    dice: Random

    @contextmanager
    def to(self, fault: str, *, handed_in: bool = True) -> Iterator[Site]:
        """Hand work in, do the fault that the block does, and when it is mended see that all is right."""
        if handed_in:
            self.site.hand_in(self.in_flight)
            self.wait_a_moment()
        unfinished = self.site.ask("unfinished")
        yield self.site
        seconds = self.site.settle(MOST_SECONDS + self.seconds_of_work)
        self.site.require_right()
        self.figures.note(self.kind, fault, unfinished, seconds)

    @property
    def seconds_of_work(self) -> float:
        """What the site needs for so much work when nothing goes wrong, at most."""
        return 0.0 if self.in_flight < 100 else 40.0

    def wait_a_moment(self, most: float = 0.6) -> None:
        """Wait for a random part of so many seconds."""
        time.sleep(self.dice.uniform(0.0, most))
