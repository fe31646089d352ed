"""The broker's queues, and what they hold."""

from __future__ import annotations

import logging
import sys

from celery import current_app

from grader.models import Priority

QUEUES = {Priority.RUN: "runs", Priority.SUBMISSION: "submissions", Priority.REGRADE: "regrades"}
GPU_QUEUE = "gpu"
"""A grading is told to it when a slot is free; who goes first is settled by then."""

logger = logging.getLogger(__name__)


def messages(*queues: str) -> int:
    """Return how many messages wait in these queues together; without end when the broker does not say."""
    try:
        with current_app.connection_or_acquire() as connection:
            channel = connection.default_channel
            return sum(channel.queue_declare(queue=queue).message_count for queue in queues)
    except Exception:  # Whatever the broker's client raises.
        logger.exception("the broker does not say what it holds")
        return sys.maxsize
