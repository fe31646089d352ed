"""The Celery application, which finds its tasks in the apps' ``tasks`` modules."""

import os
import sys
import warnings
from typing import Any

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down

from config.logs import catch_the_rest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Celery warns root of messages that carry code; ours are JSON. What students write runs in the sandbox's jails alone.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
if "celery" in sys.argv[0]:  # A worker, and nothing else that sends tasks.
    catch_the_rest()
app = Celery("backpass", amqp="config.broker:Amqp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect  # type: ignore[untyped-decorator]
def _start_clock(sender: Any, **_: object) -> None:
    from grader.queueing import clock

    clock.start(list(sender.app.amqp.queues.consume_from))


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def _stop(**_: object) -> None:
    from grader.queueing import stopping

    stopping.ask()
