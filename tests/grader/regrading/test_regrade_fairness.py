"""Regrades leave room for live work, whoever claims what at the same moment."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.models import Exercise
from grader.judging.verdicts import Verdict
from grader.models import GpuDevice, Grading, Needs, Priority, State
from grader.queueing import pending
from grader.queueing.queue import claim, finish, sweep
from grader.queueing.room import free_regrade_slots
from grader.regrading.regrade_steps import cancel, run
from tests.grader.cast import RememberingBroker, make_student
from tests.grader.grading import all_at_once, claim_at_once
from tests.grader.regrade_cast import (
    OnCommit,
    Submit,
    begin,
    change,
    judge,
    judge_all,
    open_gradings,
    regrade_priority,
    score,
)


def students(exercise: Exercise, count: int) -> list[User]:
    return [make_student(exercise, f"{number}@example.org") for number in range(count)]


def running_regrades() -> int:
    return Grading.objects.filter(state=State.RUNNING, priority=Priority.REGRADE).count()


# A student's own slots


def test_live_work_does_not_wait_for_the_students_own_regrades(submit: Submit, settings: Settings) -> None:
    settings.GRADING_SLOTS = 6
    regrades = [submit() for _ in range(3)]
    regrade_priority(*regrades)
    live = [submit() for _ in range(3)]
    assert [claim(one.pk) is not None for one in regrades] == [True, True, True]
    assert [claim(one.pk) is not None for one in live] == [True, True, False]


def test_the_sweep_tells_of_live_work_whose_student_is_regraded(
    submit: Submit, settings: Settings, broker: RememberingBroker
) -> None:
    settings.GRADING_SLOTS = 8
    regrades = [submit() for _ in range(2)]
    regrade_priority(*regrades)
    for one in regrades:
        claim(one.pk)
    live = submit()
    sweep(timezone.now() + timedelta(seconds=6))
    assert (live.pk, "submissions") in broker.sent


def test_the_end_of_live_work_makes_room_for_live_work_only(
    submit: Submit, broker: RememberingBroker, django_capture_on_commit_callbacks: OnCommit
) -> None:
    regrade, live, other, third = submit(), submit(), submit(), submit()
    regrade_priority(regrade)
    claim(other.pk)
    with django_capture_on_commit_callbacks(execute=True):
        judge(live, 5)
    assert broker.sent == [(third.pk, "submissions")]


# The site's slots


def test_regrades_that_hold_all_their_slots_are_not_announced(
    submit: Submit, exercise: Exercise, settings: Settings, broker: RememberingBroker
) -> None:
    settings.GRADING_SLOTS = 2
    regrades = [submit(one) for one in students(exercise, 3)]
    regrade_priority(*regrades)
    claim(regrades[0].pk)
    sweep(timezone.now() + timedelta(seconds=6))
    assert broker.sent == []


def test_more_regrades_than_slots_leave_none_free(submit: Submit, exercise: Exercise, settings: Settings) -> None:
    settings.GRADING_SLOTS = 4
    regrades = [submit(one) for one in students(exercise, 4)]
    regrade_priority(*regrades)
    for one in regrades[:2]:
        claim(one.pk)
    settings.GRADING_SLOTS = 2  # The site was started anew with fewer.
    assert free_regrade_slots() < 0
    assert claim(regrades[3].pk) is None
    assert pending.next_regrades() == []


def test_each_end_of_a_regrade_announces_the_next(
    *,
    exercise: Exercise,
    instructor: User,
    submit: Submit,
    settings: Settings,
    broker: RememberingBroker,
    django_capture_on_commit_callbacks: OnCommit,
) -> None:
    settings.GRADING_SLOTS = 3
    for one in students(exercise, 6):
        score(submit(one), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=1)
    judge_all(regrade, 8, django_capture_on_commit_callbacks)
    broker.sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        run(regrade.pk, instructor)
    waiting = [one.pk for one in open_gradings(regrade)]
    assert broker.sent == [(pk, "regrades") for pk in waiting[:2]]
    claim(waiting[1])
    broker.sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        judge(Grading.objects.get(pk=waiting[0]), 8)
    assert broker.sent == [(waiting[2], "regrades")]


@pytest.mark.django_db(transaction=True)
def test_many_workers_give_regrades_half_of_the_slots(
    exercise: Exercise, instructor: User, submit: Submit, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 4
    for one in students(exercise, 12):
        score(submit(one), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=12)
    live = [submit(make_student(exercise, f"live-{number}@example.org")) for number in range(2)]
    got = claim_at_once([one.pk for one in (*open_gradings(regrade), *live)])
    assert running_regrades() == 2
    assert {one.pk for one in live} <= set(got)


@pytest.mark.django_db(transaction=True)
def test_claims_of_regrades_pass_one_by_one(
    exercise: Exercise, instructor: User, submit: Submit, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 2
    for one in students(exercise, 4):
        score(submit(one), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=4)
    has_free_slot = pending.has_free_slot

    def slowly(grading: Grading) -> bool:
        found = has_free_slot(grading)
        time.sleep(0.05)  # Whoever counts at the same moment counts the same slot.
        return found

    monkeypatch.setattr(pending, "has_free_slot", slowly)
    assert len(claim_at_once([one.pk for one in open_gradings(regrade)])) == 1


@pytest.mark.django_db(transaction=True)
def test_judgings_that_end_at_once_feed_no_submission_twice(
    exercise: Exercise, instructor: User, submit: Submit, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GRADING_SLOTS = 16
    monkeypatch.setattr("grader.regrading.regrade_items.WINDOW", 8)
    for one in students(exercise, 24):
        score(submit(one), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=1)
    judge(open_gradings(regrade)[0], 8)
    run(regrade.pk, instructor)
    while waiting := open_gradings(regrade):
        all_at_once([partial(judge, grading, 8) for grading in waiting[:8]])
    regrade.refresh_from_db()
    assert regrade.state == "done"
    assert Grading.objects.filter(priority=Priority.REGRADE).count() == 24
    assert Grading.objects.filter(priority=Priority.REGRADE, counts=True).count() == 24


@pytest.mark.django_db(transaction=True)
def test_a_cancel_while_judgings_end_leaves_one_that_counts_of_each(
    exercise: Exercise, instructor: User, submit: Submit, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 16
    for one in students(exercise, 12):
        score(submit(one), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=1)
    judge(open_gradings(regrade)[0], 8)
    run(regrade.pk, instructor)
    claimed = [found for one in open_gradings(regrade)[:8] if (found := claim(one.pk))]
    verdict = Verdict(status="graded", score=Decimal(8), max_score=Decimal(10))
    all_at_once([partial(cancel, regrade.pk, instructor), *(partial(finish, one, verdict) for one in claimed)])
    regrade.refresh_from_db()
    assert regrade.state == "canceled"
    assert Grading.objects.filter(counts=True).count() == 12
    assert open_gradings(regrade) == []
    applied = regrade.items.filter(applied_at__isnull=False)
    assert set(applied.values_list("after", flat=True)) == set(
        Grading.objects.filter(priority=Priority.REGRADE, counts=True).values_list("pk", flat=True)
    )


# GPUs


def test_regrades_leave_a_gpu_slot_free_too(submit: Submit, exercise: Exercise, settings: Settings) -> None:
    settings.GRADING_SLOTS = 8
    device = GpuDevice.objects.create(
        uuid="GPU-0",
        host=settings.GPU_HOST,
        index=0,
        name="Test GPU",
        memory_mb=16_000,
        slots=2,
        environments=["numpy"],
    )
    regrades = [submit(one) for one in students(exercise, 2)]
    live = submit()
    Grading.objects.update(device=Needs.GPU)
    regrade_priority(*regrades)
    assert [claim(one.pk) is not None for one in (*regrades, live)] == [True, False, True]
    assert device.open_leases().count() == 2
