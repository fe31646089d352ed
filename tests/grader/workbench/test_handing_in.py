"""Taking in work: what is stored, and when the broker hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from courses.models import Exercise
from grader.errors import RejectedWork
from grader.models import Format, Grading, Priority, Run, State, Submission
from grader.workbench.handing_in import MAX_WAITING, hand_in_submission, start_run
from tests.courses.examples import STARTER
from tests.grader.cast import RememberingBroker

Submit = Callable[..., Grading]


def test_a_submission_waits_for_its_grading(exercise: Exercise, student: User, broker: RememberingBroker) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, "x = 1")
    assert (grading.state, grading.priority, grading.version) == (State.QUEUED, Priority.SUBMISSION, exercise.current)
    assert grading.work == Submission.objects.get(content="x = 1", student=student, exercise=exercise)
    assert list(grading.events.values_list("number", "kind")) == [(1, "queued")]


def test_a_run_goes_first_and_is_no_submission(exercise: Exercise, student: User, broker: RememberingBroker) -> None:
    grading = start_run(exercise, student, Format.CODE, "x = 1")
    assert grading.priority == Priority.RUN
    assert grading.work == Run.objects.get()
    assert not Submission.objects.exists()


def test_the_broker_hears_of_it_only_after_the_commit(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grading, run = submit(), submit(run=True)
        assert broker.sent == []
    assert broker.sent == [(grading.pk, "submissions"), (run.pk, "runs")]
    grading.refresh_from_db()
    assert grading.enqueued_at is not None


def test_without_a_broker_the_work_is_kept_for_the_sweep(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    broker.reachable = False
    with django_capture_on_commit_callbacks(execute=True):
        grading = submit()
    grading.refresh_from_db()
    assert (grading.state, grading.enqueued_at) == (State.QUEUED, None)


def test_rejected_work_is_not_stored(exercise: Exercise, student: User, broker: RememberingBroker) -> None:
    with pytest.raises(RejectedWork):
        hand_in_submission(exercise, student, Format.CODE, STARTER)
    assert (Submission.objects.count(), Grading.objects.count()) == (0, 0)


def test_a_double_click_gives_one_grading(exercise: Exercise, student: User, broker: RememberingBroker) -> None:
    first = hand_in_submission(exercise, student, Format.CODE, "x = 1")
    assert hand_in_submission(exercise, student, Format.CODE, "x = 1") == first
    assert Submission.objects.count() == 1


def test_a_run_of_the_same_content_is_another_thing(
    exercise: Exercise, student: User, broker: RememberingBroker
) -> None:
    submission = hand_in_submission(exercise, student, Format.CODE, "x = 1")
    assert start_run(exercise, student, Format.CODE, "x = 1") != submission


def test_the_same_again_after_the_end_is_graded_again(
    exercise: Exercise, student: User, broker: RememberingBroker
) -> None:
    first = hand_in_submission(exercise, student, Format.CODE, "x = 1")
    Grading.objects.update(state=State.GRADED)
    assert hand_in_submission(exercise, student, Format.CODE, "x = 1") != first


def test_one_student_cannot_fill_the_queue(submit: Submit) -> None:
    for _ in range(MAX_WAITING):
        submit()
    with pytest.raises(RejectedWork) as rejected:
        submit()
    assert rejected.value.code == "too_many_waiting"


def test_a_retired_exercise_takes_nothing(exercise: Exercise, student: User) -> None:
    exercise.current = None
    with pytest.raises(RejectedWork) as rejected:
        start_run(exercise, student, Format.CODE, "x = 1")
    assert rejected.value.code == "not_offered"
