"""A validation's way through the queue: claims, room beside students' work, late reports, cancels, lost workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from courses.models import Exercise
from courses.versions import version_of_working_copy
from grader.authoring.validation_queue import cancel, claim, finish, give_back, request_validation, sweep, tell
from grader.errors import LostClaim
from grader.models import Grading, Priority, Run, State, Validation, ValidationState
from grader.queueing.pending import HEARTBEAT_STALE
from grader.queueing.queue import MAX_ATTEMPTS
from grader.queueing.room import free_regrade_slots, validation_slots
from tests.grader.authors import ValidationBroker, write

OnCommit = DjangoCaptureOnCommitCallbacks
pytestmark = pytest.mark.usefixtures("validation_broker")


@pytest.fixture
def waiting(written: Exercise, author: User) -> Validation:
    return asked(written, author)


def asked(exercise: Exercise, author: User, **options: Any) -> Validation:
    version = version_of_working_copy(exercise, author)
    return request_validation(version, author, **{"with_mutants": True, "seeds": 0, **options})


def claimed(validation: Validation) -> Validation:
    found = claim(validation.pk)
    assert found is not None
    return found


def silent(validation: Validation) -> None:
    Validation.objects.filter(pk=validation.pk).update(heartbeat_at=timezone.now() - 2 * HEARTBEAT_STALE)


def running(exercise: Exercise, student: User, priority: Priority) -> None:
    run = Run.objects.create(exercise=exercise, student=student, format="code", content="x")
    version = exercise.versions.get()
    Grading.objects.create(run=run, student=student, version=version, priority=priority, state=State.RUNNING)


def test_the_broker_is_told_once_the_validation_is_stored(
    written: Exercise, author: User, validation_broker: ValidationBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = asked(written, author)
        assert validation_broker.sent == []
    assert validation_broker.sent == [made.pk]


def test_a_broker_that_is_away_loses_nothing(
    written: Exercise, author: User, validation_broker: ValidationBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    validation_broker.reachable = False
    with django_capture_on_commit_callbacks(execute=True):
        made = asked(written, author)
    validation_broker.reachable = True
    assert sweep() == (0, 1)
    assert validation_broker.sent == [made.pk]


def test_asking_for_the_same_again_gives_the_open_one(waiting: Validation, written: Exercise, author: User) -> None:
    assert asked(written, author) == waiting


def test_an_open_one_of_older_content_makes_room(waiting: Validation, written: Exercise, author: User) -> None:
    write(written, author, **{"prompt.en.md": b"Other words."})
    newer = asked(written, author)
    waiting.refresh_from_db()
    assert (waiting.state, newer.state) == (ValidationState.CANCELED, ValidationState.QUEUED)


def test_of_two_claims_one_gets_it(waiting: Validation) -> None:
    assert claimed(waiting).attempt == 1
    assert claim(waiting.pk) is None


def test_a_validation_leaves_a_slot_to_students(waiting: Validation, written: Exercise, settings: Settings) -> None:
    settings.GRADING_SLOTS = 4
    other = Validation.objects.create(version=waiting.version)
    third = Validation.objects.create(version=waiting.version)
    last = Validation.objects.create(version=waiting.version)
    assert [claim(one.pk) is not None for one in (waiting, other, third, last)] == [True, True, True, False]
    settings.GRADING_SLOTS = 9
    assert validation_slots() == 4


def test_regrades_make_room_for_a_validation_that_waits(
    waiting: Validation, written: Exercise, author: User, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 2
    running(written, author, Priority.REGRADE)
    assert claim(waiting.pk) is None
    assert free_regrade_slots() < 0
    Grading.objects.update(state=State.GRADED)
    assert free_regrade_slots() == 0
    claimed(waiting)
    assert free_regrade_slots() == 0


def test_progress_is_stored_and_a_cancel_is_heard(waiting: Validation) -> None:
    mine = claimed(waiting)
    assert not tell(mine, {"stages": [{"stage": "mutants", "done": 1, "total": 3}]})
    assert cancel(waiting)
    assert tell(mine, {})
    waiting.refresh_from_db()
    assert waiting.state == ValidationState.RUNNING


def test_a_queued_one_is_canceled_at_once(waiting: Validation) -> None:
    assert cancel(waiting)
    waiting.refresh_from_db()
    assert waiting.state == ValidationState.CANCELED
    assert not cancel(waiting)


def test_a_late_report_is_dropped(waiting: Validation) -> None:
    late = claimed(waiting)
    give_back(late, "lost")
    newer = claimed(waiting)
    with pytest.raises(LostClaim):
        finish(late, {"ok": True})
    finish(newer, {"ok": False})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempt, waiting.report) == (ValidationState.FAILED, 2, {"ok": False})


def test_a_lost_worker_is_noticed_and_another_begins_again(
    waiting: Validation, validation_broker: ValidationBroker
) -> None:
    mine = claimed(waiting)
    silent(waiting)
    assert sweep()[0] == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.progress) == (ValidationState.QUEUED, {})
    with pytest.raises(LostClaim):
        tell(mine, {})
    sweep(timezone.now() + timedelta(minutes=1))
    assert validation_broker.sent[-1] == waiting.pk


def test_one_that_loses_every_worker_ends_as_our_error(waiting: Validation) -> None:
    for _ in range(MAX_ATTEMPTS):
        claimed(waiting)
        silent(waiting)
        sweep()
    waiting.refresh_from_db()
    assert waiting.state == ValidationState.ERROR
    assert "has not answered" in waiting.problem


def test_a_cancel_ends_a_lost_one_for_good(waiting: Validation) -> None:
    claimed(waiting)
    cancel(waiting)
    silent(waiting)
    sweep()
    waiting.refresh_from_db()
    assert waiting.state == ValidationState.CANCELED


def test_the_end_of_one_tells_the_broker_of_the_next(
    waiting: Validation, validation_broker: ValidationBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    following = Validation.objects.create(version=waiting.version)
    mine = claimed(waiting)
    with django_capture_on_commit_callbacks(execute=True):
        finish(mine, {"ok": True})
    assert validation_broker.sent == [following.pk]
