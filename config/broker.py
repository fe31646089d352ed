"""Connections to the broker that survive its death, and come back soon after it does."""

from __future__ import annotations

from typing import Any

from celery.app.amqp import AMQP
from kombu.connection import Connection as PlainConnection
from kombu.transport import redis as plain
from redis.exceptions import ConnectionError as RedisConnectionError

LONGEST_PAUSE = 3.0
"""Seconds between two tries; Celery's own grow to half a minute, for which a mended site would stand still."""


class Channel(plain.Channel):
    """A channel that says in Celery's own terms that its connection is closed.

    kombu fails with an ``AttributeError`` there, as when a message is to be acknowledged after Redis has gone, which
    ends the worker instead of its connection.
    """

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection is None or self.connection.client is None:
            raise RedisConnectionError("the connection to the broker is closed")
        found: dict[str, Any] = super()._connparams(asynchronous)  # type: ignore[no-untyped-call]
        return found


class Transport(plain.Transport):
    """Redis, with our channels."""

    Channel = Channel


class Connection(PlainConnection):
    """A connection whose tries to connect come at short intervals."""

    def ensure_connection(self, *arguments: Any, **options: Any) -> PlainConnection:
        """Connect, trying again as often as the arguments say."""
        pauses = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": LONGEST_PAUSE}
        super().ensure_connection(*arguments, **{**pauses, **options})  # type: ignore[no-untyped-call]
        return self

    def get_transport_cls(self) -> type:
        """Return our transport where Celery has its Redis; tests have another broker."""
        found: type = super().get_transport_cls()  # type: ignore[no-untyped-call]
        return Transport if found is plain.Transport else found


class Amqp(AMQP):  # type: ignore[misc]
    """Celery's side of the broker, with our connections."""

    Connection = Connection
