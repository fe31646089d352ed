"""``manage.py worker_health``: whether the worker on this computer answers, for its container's health check."""

from __future__ import annotations

import socket
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError
from kombu.exceptions import KombuError
from redis import RedisError


class Command(BaseCommand):
    """Asks through the broker, as every task comes, so that a worker that hangs is found out."""

    help = "Ask this computer's Celery worker whether it lives; exit code 1 when it does not answer in five seconds."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask."""
        name = f"celery@{socket.gethostname()}"
        try:
            answers = current_app.control.ping(destination=[name], timeout=5, limit=1)
        except (OSError, KombuError, RedisError) as error:
            raise CommandError(f"The broker does not answer ({type(error).__name__}).") from None
        if not answers:
            raise CommandError(f"The worker {name} does not answer.")
        self.stdout.write("ok")
