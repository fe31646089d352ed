"""Celery's connection to Redis when Redis dies."""

from __future__ import annotations

import pytest
from celery import current_app
from kombu.message import Message

from config.broker import Channel, Transport
from config.environment import broker_url
from tests.servers import private_redis


def test_a_redis_that_dies_ends_a_connection_and_not_the_worker() -> None:
    with private_redis() as redis:
        connection = current_app.connection(broker_url(redis.url))
        channel = connection.default_channel
        assert isinstance(channel, Channel)
        queue = current_app.amqp.queues["submissions"].bind(channel)
        queue.declare()
        current_app.amqp.Producer(channel).publish({}, routing_key="submissions")
        message = queue.get()
        assert isinstance(message, Message)
        redis.stop()
        connection.release()
        with pytest.raises(connection.connection_errors):
            message.ack()


def test_another_broker_keeps_its_transport() -> None:
    assert current_app.connection("memory://").get_transport_cls() is not Transport
