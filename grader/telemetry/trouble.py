"""Whether anybody works at all: what a student who waits is told, instead of a place in a line that stands still."""

from __future__ import annotations

import threading
import time

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from grader.telemetry.board import BoardUnavailable, board
from grader.telemetry.parts import of_workers

KEPT_SECONDS = 5.0


class _Lookout:
    """Looks at the board in a thread of its own, so that a Redis that hangs keeps no page waiting."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks = False
        self._looked_at = -KEPT_SECONDS
        self._nobody_works = False

    def nobody_works(self) -> bool:
        """Return what was seen last, and look again when that is old."""
        with self._lock:
            if not self._looks and time.monotonic() - self._looked_at >= KEPT_SECONDS:
                self._looks = True
                threading.Thread(target=self._look_aside, name="lookout", daemon=True).start()
            return self._nobody_works

    def _look_aside(self) -> None:
        try:
            self._look()
        finally:
            connection.close()

    def _look(self) -> None:
        try:
            found = not of_workers(board().entries()).ok
        except (BoardUnavailable, DatabaseError):
            found = True
        with self._lock:
            self._nobody_works, self._looks, self._looked_at = found, False, time.monotonic()


_lookout = _Lookout()


def nobody_works() -> bool:
    """Whether no worker takes gradings now, or nobody can tell: Redis or the database is away. Never waits."""
    return _lookout.nobody_works()


def stuck_text() -> str:
    """Return what a student is told whose work waits while nobody works."""
    return _(
        "The site has a problem: nothing is graded at the moment. "
        "Your work is stored and is graded as soon as it works again; there is no need to send it once more."
    )
