"""A regrade's way: dry run, run, pause, cancel, taking back; and that it judges, applies and tells what it should."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.models import Action, AuditEntry, Exercise
from grader.gradebook import scoring
from grader.models import Grading, Priority, Regrade, RegradeState, Submission
from grader.queueing.pending import HEARTBEAT_STALE
from grader.queueing.queue import cancel as cancel_grading
from grader.queueing.queue import claim, give_back, sweep
from grader.regrading import regrade_items
from grader.regrading.regrade_steps import CannotRegrade, cancel, pause, resume, run, undo
from tests.grader.cast import RememberingBroker, make_student
from tests.grader.regrade_cast import (
    OnCommit,
    Submit,
    begin,
    change,
    judge,
    judge_all,
    open_gradings,
    score,
    whole,
)


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: OnCommit) -> OnCommit:
    return django_capture_on_commit_callbacks


@pytest.fixture
def tried(exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit) -> Regrade:
    """A regrade of three submissions of 6 points, of which one was tried and got 8."""
    for _ in range(3):
        score(submit(), 6)
    change(exercise)
    with on_commit(execute=True):
        regrade = begin(exercise, instructor, sample_size=1)
    judge_all(regrade, 8, on_commit)
    regrade.refresh_from_db()
    return regrade


def state_of(regrade: Regrade) -> str:
    return Regrade.objects.get(pk=regrade.pk).state


def counted(submission: int) -> Grading:
    return Grading.objects.get(submission=submission, counts=True)


# The dry run


def test_a_dry_run_judges_the_sample_and_changes_nothing(tried: Regrade) -> None:
    assert tried.state == RegradeState.TRIED
    sampled = tried.items.get(in_sample=True)
    assert sampled.after is not None
    assert (sampled.after.score, sampled.after.counts) == (Decimal(8), False)
    assert sampled.after.priority == Priority.REGRADE
    assert sampled.after.version_id == tried.version_id
    assert Grading.objects.filter(counts=True, score=6).count() == 3
    assert tried.items.filter(after=None).count() == 2


def test_a_dry_run_is_told_to_the_broker_as_a_regrade(
    exercise: Exercise, instructor: User, submit: Submit, broker: RememberingBroker, on_commit: OnCommit
) -> None:
    score(submit(), 6)
    change(exercise)
    broker.sent.clear()
    with on_commit(execute=True):
        regrade = begin(exercise, instructor)
    assert broker.sent == [(open_gradings(regrade)[0].pk, "regrades")]


def test_nothing_is_started_where_nothing_is_affected(exercise: Exercise, instructor: User, submit: Submit) -> None:
    score(submit(), 6)
    with pytest.raises(CannotRegrade):
        begin(exercise, instructor)
    assert not Regrade.objects.exists()


def test_an_exercise_has_one_open_regrade(exercise: Exercise, instructor: User, tried: Regrade) -> None:
    with pytest.raises(CannotRegrade, match="open already"):
        begin(exercise, instructor)


def test_a_dry_run_ends_even_where_its_judgings_fail(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    score(submit(), 6)
    change(exercise)
    regrade = begin(exercise, instructor)
    with on_commit(execute=True):
        cancel_grading(open_gradings(regrade)[0])
    assert state_of(regrade) == RegradeState.TRIED


# The run


def test_a_run_judges_only_the_others_and_applies_all(tried: Regrade, instructor: User, on_commit: OnCommit) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    assert Grading.objects.filter(counts=True, score=8).count() == 1
    assert judge_all(tried, 9, on_commit) == 2
    tried.refresh_from_db()
    assert tried.state == RegradeState.DONE
    assert tried.finished_at is not None
    assert list(Grading.objects.filter(counts=True).order_by("score").values_list("score", flat=True)) == [8, 9, 9]
    assert Grading.objects.filter(counts=False, score=6).count() == 3


def test_a_lower_score_is_kept_out_and_the_item_stays_unapplied(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 6)
    change(exercise)
    regrade = whole(exercise, instructor, 4, on_commit)
    assert regrade.state == RegradeState.DONE
    assert counted(before.submission_id or 0) == before
    assert regrade.items.get().applied_at is None


def test_a_lower_score_counts_where_it_may(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 6)
    change(exercise)
    whole(exercise, instructor, 4, on_commit, may_lower=True)
    assert counted(before.submission_id or 0).score == 4


def test_work_that_the_new_version_cannot_judge_keeps_its_score(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 6)
    change(exercise)
    regrade = begin(exercise, instructor, may_lower=True)
    with on_commit(execute=True):
        judge(open_gradings(regrade)[0], 0, "failed")
    with on_commit(execute=True):
        run(regrade.pk, instructor)
    assert state_of(regrade) == RegradeState.DONE
    assert counted(before.submission_id or 0) == before


def test_our_errors_change_nothing_and_do_not_hold_the_end(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 6)
    change(exercise)
    regrade = begin(exercise, instructor, may_lower=True)
    grading = open_gradings(regrade)[0]
    for _ in range(3):
        claimed = claim(grading.pk)
        assert claimed is not None
        with on_commit(execute=True):
            give_back(claimed, "the sandbox was gone")
    with on_commit(execute=True):
        run(regrade.pk, instructor)
    assert state_of(regrade) == RegradeState.DONE
    assert counted(before.submission_id or 0) == before


def test_hint_points_are_taken_off_as_before(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 5)
    Submission.objects.update(hint_points=2)
    change(exercise)
    whole(exercise, instructor, 10, on_commit)
    assert counted(before.submission_id or 0).score == 8


def test_scores_are_computed_anew_for_whom_they_may_have_changed(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    students = [make_student(exercise, f"{number}@example.org") for number in range(2)]
    score(submit(students[0]), 6)
    score(submit(students[1]), 9)
    change(exercise)
    seen: list[object] = []
    monkeypatch.setattr(scoring, "refresh", lambda *given: seen.append(given))
    regrade = whole(exercise, instructor, 8, on_commit)
    undo(regrade.pk, instructor, "It was right before.")
    assert seen == [(exercise, [students[0].pk]), (exercise, {students[0].pk})]


def test_many_submissions_are_queued_a_few_at_a_time(
    *,
    exercise: Exercise,
    instructor: User,
    submit: Submit,
    settings: Settings,
    on_commit: OnCommit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.GRADING_SLOTS = 4
    monkeypatch.setattr(regrade_items, "WINDOW", 4)
    for number in range(12):
        score(submit(make_student(exercise, f"{number}@example.org")), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=1)
    judge_all(regrade, 8, on_commit)
    with on_commit(execute=True):
        run(regrade.pk, instructor)
    most = 0
    while waiting := open_gradings(regrade):
        most = max(most, len(waiting))
        with on_commit(execute=True):
            judge(waiting[0], 8)
    assert most == 4
    assert state_of(regrade) == RegradeState.DONE
    assert Grading.objects.filter(priority=Priority.REGRADE, counts=True).count() == 12


def test_a_restarted_worker_goes_on_from_the_database(tried: Regrade, instructor: User) -> None:
    run(tried.pk, instructor)  # Whoever asked for it vanished before its on_commit.
    assert open_gradings(tried) == []
    sweep()
    assert len(open_gradings(tried)) == 2
    claimed = claim(open_gradings(tried)[0].pk)
    assert claimed is not None
    Grading.objects.filter(pk=claimed.pk).update(heartbeat_at=timezone.now() - 2 * HEARTBEAT_STALE)
    assert sweep()[0] == 1
    for grading in open_gradings(tried):
        judge(grading, 8)
    sweep()
    assert state_of(tried) == RegradeState.DONE
    assert Grading.objects.filter(priority=Priority.REGRADE).count() == 3


def test_the_sweep_tells_the_broker_of_what_was_fed_and_not_announced(
    tried: Regrade, instructor: User, broker: RememberingBroker
) -> None:
    run(tried.pk, instructor)
    sweep()
    broker.sent.clear()
    sweep(timezone.now() + timedelta(seconds=6))
    assert sorted(broker.sent) == sorted((one.pk, "regrades") for one in open_gradings(tried))


def test_an_old_judging_that_ends_meanwhile_is_taken_in(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    score(submit(), 6)
    late = submit()
    change(exercise)
    regrade = begin(exercise, instructor)
    score(late, 5)
    judge_all(regrade, 8, on_commit)
    with on_commit(execute=True):
        run(regrade.pk, instructor)
    judge_all(regrade, 8, on_commit)
    assert state_of(regrade) == RegradeState.DONE
    assert Grading.objects.filter(counts=True, score=8).count() == 2


def test_another_publication_leaves_a_regrade_its_own_version_and_new_work_the_new_one(
    exercise: Exercise, instructor: User, submit: Submit, tried: Regrade, on_commit: OnCommit
) -> None:
    newest = change(exercise, "once more")
    new = score(submit(), 7)
    with on_commit(execute=True):
        run(tried.pk, instructor)
    judge_all(tried, 8, on_commit)
    assert state_of(tried) == RegradeState.DONE
    assert tried.items.count() == 3
    assert new.version_id == newest.pk
    assert counted(new.submission_id or 0) == new


# Pause, cancel, taking back


def test_a_pause_lets_what_runs_end_and_starts_nothing(tried: Regrade, instructor: User, on_commit: OnCommit) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    first, second = open_gradings(tried)
    claimed = claim(first.pk)
    pause(tried.pk, instructor)
    assert claim(second.pk) is None
    assert claimed is not None
    sweep(timezone.now() + timedelta(minutes=5))
    assert claim(second.pk) is None
    with on_commit(execute=True):
        resume(tried.pk, instructor)
    judge_all(tried, 8, on_commit)
    assert state_of(tried) == RegradeState.DONE


def test_what_ends_during_a_pause_is_applied(tried: Regrade, instructor: User, on_commit: OnCommit) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    judged = open_gradings(tried)[0]
    with on_commit(execute=True):
        judge(judged, 10)
    pause(tried.pk, instructor)
    judged.refresh_from_db()
    assert judged.counts
    assert state_of(tried) == RegradeState.PAUSED


def test_a_paused_regrade_is_told_to_nobody(
    tried: Regrade, instructor: User, broker: RememberingBroker, on_commit: OnCommit
) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    pause(tried.pk, instructor)
    broker.sent.clear()
    sweep(timezone.now() + timedelta(minutes=5))
    assert broker.sent == []


def test_a_cancel_ends_what_waits_and_keeps_what_was_applied(
    tried: Regrade, instructor: User, on_commit: OnCommit
) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    waiting = open_gradings(tried)
    with on_commit(execute=True):
        cancel(tried.pk, instructor)
    assert state_of(tried) == RegradeState.CANCELED
    assert open_gradings(tried) == []
    assert [claim(one.pk) for one in waiting] == [None, None]
    assert Grading.objects.filter(counts=True, score=8).count() == 1


def test_what_ran_when_a_regrade_was_canceled_is_not_applied(
    tried: Regrade, instructor: User, on_commit: OnCommit
) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    claimed = claim(open_gradings(tried)[0].pk)
    assert claimed is not None
    cancel(tried.pk, instructor)
    claimed.refresh_from_db()
    assert claimed.cancel_requested
    regrade_items.apply(score(claimed, 10))
    assert not Grading.objects.get(pk=claimed.pk).counts


def test_taking_back_lets_the_earlier_judgings_count_again(
    tried: Regrade, instructor: User, on_commit: OnCommit
) -> None:
    with on_commit(execute=True):
        run(tried.pk, instructor)
    judge_all(tried, 9, on_commit)
    assert undo(tried.pk, instructor, "The change was wrong.") == 3
    tried.refresh_from_db()
    assert (tried.state, tried.undo_reason) == (RegradeState.UNDONE, "The change was wrong.")
    assert list(Grading.objects.filter(counts=True).values_list("score", flat=True)) == [6, 6, 6]
    assert Grading.objects.filter(priority=Priority.REGRADE, counts=False).count() == 3


def test_taking_back_leaves_what_a_later_regrade_replaced(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    before = score(submit(), 6)
    change(exercise)
    first = whole(exercise, instructor, 7, on_commit)
    change(exercise, "once more")
    whole(exercise, instructor, 8, on_commit)
    assert undo(first.pk, instructor, "Too late.") == 0
    assert counted(before.submission_id or 0).score == 8


def test_what_was_taken_back_is_affected_again(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    score(submit(), 6)
    change(exercise)
    regrade = whole(exercise, instructor, 7, on_commit)
    undo(regrade.pk, instructor, "Wrong.")
    assert whole(exercise, instructor, 8, on_commit).state == RegradeState.DONE


def test_nothing_is_taken_back_while_another_regrade_is_open(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    score(submit(), 6)
    change(exercise)
    first = whole(exercise, instructor, 7, on_commit)
    change(exercise, "once more")
    begin(exercise, instructor)
    with pytest.raises(CannotRegrade, match="Another regrade"):
        undo(first.pk, instructor, "Wrong.")


@pytest.mark.parametrize("step", [pause, resume])
def test_a_step_that_does_not_fit_is_refused(tried: Regrade, instructor: User, step: object) -> None:
    with pytest.raises(CannotRegrade, match="waiting for a decision"):
        step(tried.pk, instructor)  # type: ignore[operator]
    assert state_of(tried) == RegradeState.TRIED


# The audit


def test_the_audit_tells_each_step_and_each_changed_score_once(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    lower, same = make_student(exercise, "lower@example.org"), make_student(exercise, "same@example.org")
    changed = score(submit(lower), 6)
    score(submit(same), 8)
    change(exercise)
    regrade = whole(exercise, instructor, 8, on_commit)
    undo(regrade.pk, instructor, "It was right before.")
    entries = list(AuditEntry.objects.filter(action=Action.REGRADE).order_by("pk"))
    told = [(one.before, one.after.split(":")[0], one.person) for one in entries]
    assert told == [
        ("", "trying", None),
        ("tried", "running", None),
        ("6 / 10", "8 / 10", changed.student),
        ("running", "2 of 2 submissions judged, 2 applied, 1 with other points", None),
        ("done", "undone", None),
        ("8 / 10", "6 / 10", changed.student),
    ]
    assert entries[2].reason == "The third test was wrong."
    assert entries[-1].reason == "It was right before."
    assert {one.actor for one in entries} == {instructor}


def test_scores_are_written_plainly() -> None:
    assert regrade_items.points(Grading(score=Decimal("10.00"), max_score=Decimal("12.50"))) == "10 / 12.5"
    assert regrade_items.points(Grading(state="error")) == "error"
