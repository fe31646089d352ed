"""A grading's way through the queue: claims, slots, late results, cancels and the sweep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from courses.models import Exercise
from grader.errors import LostClaim
from grader.judging.verdicts import TestReport, Verdict
from grader.live.expecting import place_of
from grader.models import EventKind, Format, Grading, Priority, State
from grader.queueing.pending import ANNOUNCE_AGAIN, HEARTBEAT_STALE, RETRY_AFTER
from grader.queueing.queue import MAX_ATTEMPTS, cancel, claim, finish, give_back, record, sweep
from grader.workbench.handing_in import start_run
from tests.grader.cast import TITLE, RememberingBroker, make_exercise, make_student
from tests.grader.grading import claim_at_once

Submit = Callable[..., Grading]
OnCommit = DjangoCaptureOnCommitCallbacks

REPORT = TestReport(
    id="test_one", title=TITLE, hidden=True, points=Decimal(1), max_points=Decimal(2), outcome="partial"
)
VERDICT = Verdict(status="graded", score=Decimal(5), max_score=Decimal(10), reports=(REPORT,), output="hello")


def claimed(grading: Grading) -> Grading:
    found = claim(grading.pk)
    assert found is not None
    return found


def silent(grading: Grading) -> None:
    """Make a grading's worker look dead."""
    Grading.objects.filter(pk=grading.pk).update(heartbeat_at=timezone.now() - 2 * HEARTBEAT_STALE)


def positions(*gradings: Grading) -> list[int | None]:
    places = [place_of(one) for one in gradings]
    return [place.position if place else None for place in places]


def kinds(grading: Grading) -> list[str]:
    assert list(grading.events.values_list("number", flat=True)) == list(range(1, grading.events.count() + 1))
    return list(grading.events.values_list("kind", flat=True))


# Claims


def test_a_claim_starts_an_attempt(submit: Submit) -> None:
    grading = claimed(submit())
    assert (grading.state, grading.attempt) == (State.RUNNING, 1)
    assert grading.started_at == grading.heartbeat_at is not None
    assert kinds(grading) == [EventKind.QUEUED, EventKind.STARTED]


def test_a_second_claim_gets_nothing(submit: Submit) -> None:
    grading = claimed(submit())
    assert claim(grading.pk) is None
    assert kinds(grading) == [EventKind.QUEUED, EventKind.STARTED]


@pytest.mark.django_db
def test_what_does_not_exist_cannot_be_claimed() -> None:
    assert claim(12345) is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_it(submit: Submit) -> None:
    grading = submit()
    assert claim_at_once([grading.pk] * 8) == [grading.pk]
    grading.refresh_from_db()
    assert grading.attempt == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_give_one_student_two_slots(submit: Submit) -> None:
    gradings = [submit() for _ in range(6)]
    assert len(claim_at_once([grading.pk for grading in gradings])) == 2
    assert Grading.objects.filter(state=State.RUNNING).count() == 2


# Slots and turns


def test_a_third_grading_of_one_student_waits_and_anothers_does_not(submit: Submit, exercise: Exercise) -> None:
    first, second, third = submit(), submit(run=True), submit()
    other = submit(make_student(exercise, "other@example.org"))
    assert [claim(one.pk) is not None for one in (first, second, third, other)] == [True, True, False, True]


def test_the_end_of_one_makes_room_for_the_next(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    first, second, third = submit(), submit(), submit()
    held = claimed(first)
    claimed(second)
    with django_capture_on_commit_callbacks(execute=True):
        finish(held, VERDICT)
    assert broker.sent == [(third.pk, "submissions")]
    assert claim(third.pk) is not None


def test_runs_come_before_submissions_before_regrades(submit: Submit) -> None:
    regrade, submission, run = submit(), submit(), submit(run=True)
    Grading.objects.filter(pk=regrade.pk).update(priority=Priority.REGRADE)
    regrade.refresh_from_db()
    assert positions(run, submission, regrade) == [1, 2, 3]


def test_the_earlier_of_equals_comes_first_and_what_runs_has_no_place(submit: Submit) -> None:
    first, second = submit(), submit()
    assert positions(first, second) == [1, 2]
    claimed(first)
    assert positions(first, second) == [None, 1]


def test_a_regrade_leaves_one_slot_free(submit: Submit, exercise: Exercise, settings: Settings) -> None:
    settings.GRADING_SLOTS = 3
    regrades = [submit(make_student(exercise, f"{number}@example.org")) for number in range(3)]
    Grading.objects.update(priority=Priority.REGRADE)
    live = submit()
    assert [claim(one.pk) is not None for one in (*regrades, live)] == [True, True, False, True]


# Ends


def test_results_state_and_event_come_together(submit: Submit) -> None:
    grading = claimed(submit())
    finish(grading, VERDICT, [(EventKind.STDOUT, {"text": "hello", "cut": False})])
    grading.refresh_from_db()
    assert (grading.state, grading.score, grading.output) == (State.GRADED, Decimal(5), "hello")
    assert grading.results.get().outcome == "partial"
    assert kinds(grading)[2:] == [EventKind.STDOUT, EventKind.FINISHED]
    assert grading.events.last().data["score"] == 5.0  # type: ignore[union-attr]


def test_a_late_result_is_dropped(submit: Submit) -> None:
    late = claimed(submit())
    silent(late)
    sweep()
    second = claimed(late)
    with pytest.raises(LostClaim):
        finish(late, VERDICT)
    second.refresh_from_db()
    assert (second.state, second.attempt, second.results.count()) == (State.RUNNING, 2, 0)
    assert EventKind.FINISHED not in kinds(second)


def test_a_result_stands_only_once(submit: Submit) -> None:
    grading = claimed(submit())
    finish(grading, VERDICT)
    with pytest.raises(LostClaim):
        finish(grading, VERDICT)
    assert kinds(grading).count(EventKind.FINISHED) == 1


def test_a_late_heartbeat_is_refused(submit: Submit) -> None:
    grading = claimed(submit())
    finish(grading, VERDICT)
    with pytest.raises(LostClaim):
        record(grading, [(EventKind.STDOUT, {"text": "late", "cut": False})])
    assert EventKind.STDOUT not in kinds(grading)


def test_our_error_queues_it_again(submit: Submit) -> None:
    grading = claimed(submit())
    give_back(grading, "the sandbox was gone")
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.problem) == (State.QUEUED, 1, "the sandbox was gone")
    assert kinds(grading) == [EventKind.QUEUED, EventKind.STARTED, EventKind.QUEUED]


def test_our_third_error_is_the_end(submit: Submit) -> None:
    grading = submit()
    for _ in range(MAX_ATTEMPTS):
        give_back(claimed(grading), "again")
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.score) == (State.ERROR, MAX_ATTEMPTS, None)
    assert grading.message is not None
    assert kinds(grading)[-1] == EventKind.FINISHED


def test_the_students_next_grading_takes_the_place_of_one_that_is_given_back(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    first, _, waiting = claimed(submit()), claimed(submit()), submit()
    with django_capture_on_commit_callbacks(execute=True):
        give_back(first, "the sandbox was gone")
    assert broker.sent == [(waiting.pk, "submissions")]


def test_a_problem_is_stored_whatever_it_holds(submit: Submit) -> None:
    grading = claimed(submit())
    give_back(grading, "half a pair \ud800, a NUL \0")
    grading.refresh_from_db()
    assert grading.problem == "half a pair ?, a NUL \ufffd"


# Cancels


def test_a_waiting_grading_is_canceled_at_once(submit: Submit) -> None:
    grading = submit()
    assert cancel(grading)
    grading.refresh_from_db()
    assert (grading.state, kinds(grading)) == (State.CANCELED, [EventKind.QUEUED, EventKind.FINISHED])
    assert claim(grading.pk) is None


def test_a_running_grading_is_asked_to_stop(submit: Submit) -> None:
    grading = claimed(submit())
    assert not record(grading)
    assert cancel(grading)
    assert record(grading)
    grading.refresh_from_db()
    assert grading.state == State.RUNNING


def test_an_ended_grading_cannot_be_canceled(submit: Submit) -> None:
    grading = claimed(submit())
    finish(grading, VERDICT)
    assert not cancel(grading)
    grading.refresh_from_db()
    assert grading.state == State.GRADED


def test_a_cancel_is_not_forgotten_by_an_error_of_ours(submit: Submit) -> None:
    grading = claimed(submit())
    cancel(grading)
    give_back(grading, "the sandbox was gone")
    grading.refresh_from_db()
    assert grading.state == State.CANCELED


# The sweep


def test_a_dead_workers_grading_is_queued_again(submit: Submit) -> None:
    grading = claimed(submit())
    silent(grading)
    assert sweep()[0] == 1
    grading.refresh_from_db()
    assert (grading.state, grading.attempt) == (State.QUEUED, 1)
    assert "has not answered" in grading.problem


def test_a_worker_that_answers_keeps_its_grading(submit: Submit) -> None:
    grading = claimed(submit())
    silent(grading)
    record(grading)
    assert sweep()[0] == 0


def test_work_that_kills_every_worker_ends_as_an_error(submit: Submit) -> None:
    grading = submit()
    for _ in range(MAX_ATTEMPTS):
        silent(claimed(grading))
        sweep()
    grading.refresh_from_db()
    assert grading.state == State.ERROR


def test_a_dead_workers_grading_that_was_canceled_ends(submit: Submit) -> None:
    grading = claimed(submit())
    cancel(grading)
    silent(grading)
    sweep()
    grading.refresh_from_db()
    assert grading.state == State.CANCELED


def test_what_the_broker_never_got_is_sent(submit: Submit, broker: RememberingBroker) -> None:
    grading = submit()
    assert sweep() == (0, 0)
    assert sweep(timezone.now() + timedelta(seconds=6)) == (0, 1)
    assert broker.sent == [(grading.pk, "submissions")]


def test_what_the_broker_lost_is_sent_again(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grading = submit()
    broker.forget()
    assert sweep(timezone.now() + RETRY_AFTER / 2) == (0, 0)
    assert sweep(timezone.now() + 2 * RETRY_AFTER) == (0, 1)
    assert broker.sent == [(grading.pk, "submissions")]


def test_what_the_broker_holds_is_sent_again_only_after_long(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grading = submit()
    assert sweep(timezone.now() + 2 * RETRY_AFTER) == (0, 0)
    assert sweep(timezone.now() + 2 * ANNOUNCE_AGAIN) == (0, 1)
    assert broker.sent == [(grading.pk, "submissions")] * 2


def test_a_broker_that_cannot_be_asked_is_told_again_only_after_long(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        submit()
    broker.forget()
    broker.reachable = False
    assert sweep(timezone.now() + 2 * RETRY_AFTER) == (0, 0)


def test_a_clock_that_was_put_back_keeps_nothing_from_being_taken_back(submit: Submit) -> None:
    dead, waiting = claimed(submit()), submit()
    ahead = timezone.now() + timedelta(hours=1)
    Grading.objects.update(heartbeat_at=ahead, enqueued_at=ahead, queued_at=ahead)
    sweep()
    assert sweep(timezone.now() + 2 * HEARTBEAT_STALE) == (1, 1)
    assert not Grading.objects.filter(pk__in=(dead.pk, waiting.pk), state=State.RUNNING).exists()


def test_what_was_never_told_is_sent_although_the_clock_was_put_back(submit: Submit) -> None:
    submit()
    Grading.objects.update(queued_at=timezone.now() + timedelta(hours=1))
    assert sweep() == (0, 1)


def test_what_only_was_interrupted_is_tried_without_end(submit: Submit) -> None:
    grading = submit()
    for _ in range(2 * MAX_ATTEMPTS):
        give_back(claimed(grading), "the worker was asked to end", counts=False)
    grading.refresh_from_db()
    assert (grading.state, grading.attempt, grading.failures) == (State.QUEUED, 2 * MAX_ATTEMPTS, 0)


def test_a_broker_that_hangs_is_told_of_one_grading_a_round(submit: Submit, broker: RememberingBroker) -> None:
    for _ in range(2):
        submit()
    broker.reachable = False
    sweep(timezone.now() + 2 * RETRY_AFTER)
    assert broker.asked == 1


def test_what_has_no_free_slot_is_not_sent(submit: Submit, broker: RememberingBroker) -> None:
    for grading in (submit(), submit(), submit()):
        claim(grading.pk)
    assert sweep(timezone.now() + timedelta(seconds=20)) == (0, 0)


def test_what_was_given_back_is_sent_after_a_rest(submit: Submit, broker: RememberingBroker) -> None:
    grading = claimed(submit())
    give_back(grading, "again")
    Grading.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    assert sweep() == (0, 0)
    assert sweep(timezone.now() + timedelta(seconds=6)) == (0, 1)


def test_nothing_is_to_be_done_for_what_has_ended(submit: Submit) -> None:
    finish(claimed(submit()), VERDICT)
    assert sweep(timezone.now() + timedelta(days=1)) == (0, 0)


def test_slots_count_over_all_courses(submit: Submit, exercise: Exercise, student: User) -> None:
    claimed(submit())
    claimed(submit())
    elsewhere = make_exercise(exercise.unit, "other")
    assert claim(start_run(elsewhere, student, Format.CODE, "x = 1").pk) is None
