"""The real broker: the order in which a worker takes tasks, and a broker that hangs."""

from __future__ import annotations

import socket
import time

import pytest
from django.conf import settings
from kombu.connection import Connection
from kombu.exceptions import OperationalError
from kombu.message import Message
from kombu.messaging import Consumer, Producer

from config.environment import broker_url
from tests.servers import private_redis


def test_runs_go_before_submissions_and_submissions_before_regrades() -> None:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with private_redis() as redis, Connection(broker_url(redis.url), transport_options=options) as connection:
        for queue in reversed(settings.CELERY_TASK_QUEUES):
            for number in range(5):
                Producer(connection).publish(f"{queue.name} {number}", routing_key=queue.name, declare=[queue])

        taken = take(connection, 5 * len(settings.CELERY_TASK_QUEUES))

    assert [text.split()[0] for text in taken] == ["runs"] * 5 + ["gpu"] * 5 + ["submissions"] * 5 + ["regrades"] * 5


@pytest.mark.slow
def test_a_broker_that_hangs_does_not_hold_up_whoever_hands_in() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with Connection(url, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS) as connection:
            began = time.monotonic()
            with pytest.raises(OperationalError):
                connection.ensure_connection(max_retries=1, interval_start=0)
    assert time.monotonic() - began < 30


def take(connection: Connection, count: int) -> list[str]:
    """The next ``count`` messages for a worker that takes one at a time."""
    taken: list[str] = []

    def receive(body: str, message: Message) -> None:
        taken.append(body)
        message.ack()

    consumer = Consumer(connection, settings.CELERY_TASK_QUEUES, callbacks=[receive], prefetch_count=1)
    with consumer:
        while len(taken) < count:
            connection.drain_events(timeout=10)
    return taken
