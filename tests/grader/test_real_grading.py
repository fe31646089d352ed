"""A worker's whole work on real jails."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from courses.models import Exercise
from grader.models import EventKind, Format, Grading, State
from grader.queueing.queue import cancel
from grader.workbench.handing_in import hand_in_submission, start_run
from sandbox import Client
from tests.courses.examples import SOLUTION
from tests.grader.cast import RememberingBroker
from tests.grader.grading import grade_one


@pytest.fixture
def client(sandbox_socket: Path) -> Client:
    return Client(sandbox_socket)


def test_a_submission_is_graded_by_all_tests(
    exercise: Exercise, student: User, broker: RememberingBroker, client: Client
) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, "print('hello')\n" + SOLUTION + "#")
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.score, grading.output) == (State.GRADED, Decimal(10), "hello\n")
    assert grading.results.filter(hidden=True, outcome="passed").count() == 2
    kinds = list(grading.events.values_list("kind", flat=True))
    assert (kinds[:2], kinds[-1]) == ([EventKind.QUEUED, EventKind.STARTED], EventKind.FINISHED)
    assert kinds.count(EventKind.TEST) == 3


def test_a_run_is_judged_by_the_public_tests_only(
    exercise: Exercise, student: User, broker: RememberingBroker, client: Client
) -> None:
    grading = start_run(exercise, student, Format.CODE, "def double(x):\n    return 2\n")
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.score, grading.max_score) == (State.GRADED, Decimal(4), Decimal(4))
    assert not grading.results.filter(hidden=True).exists()


def test_a_syntax_error_ends_with_its_line(
    exercise: Exercise, student: User, broker: RememberingBroker, client: Client
) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, "x = 1\ndef double(x:\n")
    grade_one(grading.pk, client)
    grading.refresh_from_db()
    assert (grading.state, grading.line, grading.score) == (State.FAILED, 2, Decimal(0))


@pytest.mark.django_db(transaction=True)
def test_a_cancel_stops_a_loop_without_end(
    exercise: Exercise, student: User, broker: RememberingBroker, client: Client
) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, "while True: pass")

    def work() -> None:
        grade_one(grading.pk, client)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    while Grading.objects.get(pk=grading.pk).state == State.QUEUED:
        time.sleep(0.01)
    cancel(grading)
    worker.join()
    grading.refresh_from_db()
    assert (grading.state, grading.score) == (State.CANCELED, None)
