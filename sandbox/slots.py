"""Slots: how many jobs a server runs at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_ASK_SECONDS = 0.2


class Slots:
    """Room for ``count`` jobs. Whoever asks first is let in first."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._condition = threading.Condition()
        self._taken = 0
        self._line: list[object] = []

    @contextmanager
    def take(self, gave_up: Callable[[], bool]) -> Iterator[bool]:
        """Wait for a slot and hold it for the block; ``False`` when ``gave_up()`` said so while waiting."""
        got = self._wait(gave_up)
        try:
            yield got
        finally:
            if got:
                self._leave()

    def _wait(self, gave_up: Callable[[], bool]) -> bool:
        ticket = object()
        with self._condition:
            self._line.append(ticket)
            try:
                while self._line[0] is not ticket or self._taken >= self.count:
                    self._condition.wait(_ASK_SECONDS)
                    if gave_up():
                        return False
                self._taken += 1
                return True
            finally:
                self._line.remove(ticket)
                self._condition.notify_all()

    def _leave(self) -> None:
        with self._condition:
            self._taken -= 1
            self._condition.notify_all()
