"""Connections to the broker that come back soon after it does."""

from __future__ import annotations

from typing import Any

from celery.app.amqp import AMQP
from kombu.connection import Connection as PlainConnection

LONGEST_PAUSE = 3.0
"""Seconds between two tries; Celery's own grow to half a minute, for which a mended site would stand still."""


class Connection(PlainConnection):
    """A connection whose tries to connect come at short intervals."""

    def ensure_connection(self, *arguments: Any, **options: Any) -> PlainConnection:
        """Connect, trying again as often as the arguments say."""
        pauses = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": LONGEST_PAUSE}
        super().ensure_connection(*arguments, **{**pauses, **options})  # type: ignore[no-untyped-call]
        return self


class Amqp(AMQP):  # type: ignore[misc]
    """Celery's side of the broker, with our connections."""

    Connection = Connection
