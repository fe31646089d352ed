"""Celery's connection to Redis when Redis dies."""

from __future__ import annotations

import pytest
from celery import current_app

from config.broker import Channel, Transport
from config.environment import broker_url
from tests.servers import private_redis


def test_what_is_left_of_a_closed_connection_says_so_in_celery_s_terms() -> None:
    with private_redis() as redis:
        connection = current_app.connection(broker_url(redis.url))
        channel, errors = connection.default_channel, connection.connection_errors
        assert isinstance(channel, Channel)
        channel.connection.client = None
        channel._disconnect_pools()
        with pytest.raises(errors):
            channel.queue_purge("submissions")


def test_another_broker_keeps_its_transport() -> None:
    assert current_app.connection("memory://").get_transport_cls() is not Transport
