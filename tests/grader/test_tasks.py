"""The Celery tasks, and the messages that start them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings as site
from pytest_django import Settings

from accounts.models import User
from courses.models import Exercise
from grader.models import Format, Grading, Priority, State
from grader.queueing.broker import GPU_QUEUE, QUEUES
from grader.queueing.queue import enqueue
from grader.tasks import grade
from grader.workbench.handing_in import hand_in_submission

Submit = Callable[..., Grading]


def test_the_queues_stand_in_the_order_of_priorities() -> None:
    in_order = [queue.name for queue in site.CELERY_TASK_QUEUES]
    assert [QUEUES[one] for one in sorted(Priority)] == [name for name in in_order if name != GPU_QUEUE]
    assert GPU_QUEUE in in_order


@pytest.mark.parametrize("priority", Priority)
def test_a_grading_is_announced_in_its_priority_s_queue(exercise: Exercise, student: User, priority: Priority) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, "x = 1")
    grading.priority = priority
    enqueue(grading)
    with current_app.connection_for_read() as connection:
        message = connection.default_channel.basic_get(QUEUES[priority], no_ack=True)
    assert message.headers["task"] == grade.name
    assert json.loads(message.body)[0] == [grading.pk]


def test_a_task_without_a_sandbox_leaves_the_grading_to_the_sweep(
    submit: Submit, settings: Settings, tmp_path: Path
) -> None:
    settings.SANDBOX_SOCKET = str(tmp_path / "none.sock")
    grading = submit()
    Grading.objects.update(enqueued_at=grading.queued_at)
    grade(grading.pk)
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.enqueued_at) == (State.QUEUED, 0, None)
