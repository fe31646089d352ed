"""Whose turn it is: between courses, between a course's students, and what those who wait are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count, groupby, pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from courses.models import Course, Exercise, Unit
from grader.judging.verdicts import Verdict
from grader.live.expecting import places_of
from grader.models import Format, GpuDevice, Grading, Needs, State
from grader.queueing import queue
from grader.queueing.queue import cancel, claim, claim_next, finish, give_back
from grader.queueing.turns import APART, fronts, in_turns, lines_of
from grader.tasks import grade
from grader.workbench.handing_in import hand_in_submission, start_run
from tests.grader.cast import TITLE, RememberingBroker, ScriptedClient, make_exercise, make_student, passing
from tests.grader.grading import all_at_once
from tests.grader.regrade_cast import regrade_priority

Submit = Callable[..., Grading]
VERDICT = Verdict(status="graded", score=Decimal(5), max_score=Decimal(10))
_contents = count()


@pytest.fixture
def elsewhere(exercise: Exercise) -> Exercise:
    """An exercise of another course."""
    return another_course("other")


def another_course(slug: str) -> Exercise:
    course = Course.objects.create(slug=slug, title=TITLE)
    return make_exercise(Unit.objects.create(course=course, slug="basics", title=TITLE), "double")


def hand_in(exercise: Exercise, students: int, each: int = 1, *, runs: bool = False) -> list[Grading]:
    """Have new students of an exercise's course hand in one after the other, each so often."""
    take_in = start_run if runs else hand_in_submission
    made = [make_student(exercise, f"{next(_contents)}@example.org") for _ in range(students)]
    return [take_in(exercise, by, Format.CODE, f"x = {next(_contents)}") for by in made for _ in range(each)]


def taken_in_turn(told_of: Grading) -> list[Grading]:
    """Claim until nothing is left, each time when the one before has ended; return the gradings in that order."""
    taken = []
    while claimed := claim_next(told_of.pk):
        taken.append(claimed)
        finish(claimed, VERDICT)
    return taken


def claim_while_it_goes(told_of: Grading) -> list[Grading]:
    taken = []
    while claimed := claim_next(told_of.pk):
        taken.append(claimed)
    return taken


def courses_of(gradings: list[Grading]) -> str:
    """Spell whose turn it was: ``a`` for the first course that was made, ``b`` for the second."""
    first = Course.objects.order_by("pk").values_list("pk", flat=True)
    letters = {pk: chr(ord("a") + place) for place, pk in enumerate(first)}
    return "".join(letters[one.course_id or 0] for one in gradings)


# Between courses


def test_who_comes_after_another_course_s_flood_is_next(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    flood = hand_in(exercise, 12)
    claim(flood[0].pk)
    (late,) = hand_in(elsewhere, 1)
    assert claim_next(flood[1].pk) == late


def test_courses_take_turns_until_one_has_nothing_left(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    flood, few = hand_in(exercise, 6), hand_in(elsewhere, 3)
    assert courses_of(taken_in_turn(flood[-1])) == "abababaaa"
    assert {one.state for one in Grading.objects.filter(pk__in=[one.pk for one in few])} == {State.GRADED}


def test_the_course_with_fewer_at_work_is_next(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    flood = hand_in(exercise, 6)
    for one in flood[:3]:
        claim(one.pk)
    few = hand_in(elsewhere, 4)
    assert courses_of(claim_while_it_goes(few[0])) == "bbbabaa"


def test_runs_of_one_course_do_not_keep_submissions_of_another_waiting(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    runs, submissions = hand_in(exercise, 4, runs=True), hand_in(elsewhere, 2)
    assert courses_of(taken_in_turn(runs[0])) == "ababaa"
    assert submissions[0].priority > runs[0].priority


def test_no_course_is_without_its_share_of_a_long_queue(exercise: Exercise, broker: RememberingBroker) -> None:
    exercises = [exercise, another_course("b"), another_course("c")]
    for one, students in zip(exercises, (9, 5, 2), strict=True):
        hand_in(one, students)
    turns = courses_of(taken_in_turn(Grading.objects.latest("pk")))
    assert Counter(turns) == {"a": 9, "b": 5, "c": 2}
    assert turns.startswith("abcabc")
    assert turns.endswith("abababaaaa")


def test_who_runs_something_all_the_time_does_not_keep_the_submissions_of_the_course_waiting(
    exercise: Exercise, broker: RememberingBroker
) -> None:
    submissions = hand_in(exercise, 2)
    taken = []
    for _ in range(6):
        (run,) = hand_in(exercise, 1, runs=True)
        taken.append(claim_next(run.pk))
        assert taken[-1]
        finish(taken[-1], VERDICT)

    assert [one for one in taken if one in submissions] == submissions
    assert taken[0] not in submissions


def test_of_several_at_work_one_is_a_submission_and_the_others_are_runs(
    exercise: Exercise, broker: RememberingBroker
) -> None:
    submissions, runs = hand_in(exercise, 3), hand_in(exercise, 4, runs=True)

    taken = [claim_next(runs[0].pk) for _ in range(4)]

    assert taken == [runs[0], submissions[0], runs[1], runs[2]]


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_once_share_the_courses_and_take_nothing_twice(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    flood, few = hand_in(exercise, 8), hand_in(elsewhere, 4)
    taken: list[Grading | None] = []

    all_at_once([lambda: taken.append(claim_next(flood[0].pk))] * 8)

    assert len({one.pk for one in taken if one}) == 8
    assert sum(one.course_id == few[0].course_id for one in taken if one) >= 2


# Between a course's students


def test_who_hands_in_once_does_not_wait_for_all_of_who_hands_in_often(
    exercise: Exercise, broker: RememberingBroker
) -> None:
    often, once = hand_in(exercise, 1, each=5), hand_in(exercise, 3)
    assert [one.pk for one in taken_in_turn(once[0])] == [one.pk for one in (often[0], *once, *often[1:])]


def test_the_further_work_of_a_student_waits_no_longer_than_it_would_a_while_later(
    exercise: Exercise, broker: RememberingBroker
) -> None:
    often = hand_in(exercise, 1, each=3)
    Grading.objects.update(queued_at=timezone.now() - 3 * APART)
    for number, one in enumerate(often):
        Grading.objects.filter(pk=one.pk).update(turn_at=timezone.now() - (3 - number) * APART)
    late = hand_in(exercise, 2)
    assert [one.pk for one in taken_in_turn(late[0])] == [one.pk for one in (*often, *late)]


def test_what_is_done_does_not_move_a_student_back(exercise: Exercise, submit: Submit) -> None:
    done = submit()
    finish(claim(done.pk) or done, VERDICT)
    now = timezone.now()
    assert submit().turn_at - now < timedelta(seconds=5)


@hypothesis_settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), min_size=1, max_size=14))
def test_whatever_comes_each_student_s_order_stays_courses_alternate_and_places_are_true(
    exercise: Exercise, broker: RememberingBroker, given_in: list[tuple[int, int, bool]]
) -> None:
    Grading.objects.all().delete()
    exercises = [exercise, *(_known_or_new(slug) for slug in ("b", "c"))]
    gradings = [_one(exercises[course], student, is_run=is_run) for course, student, is_run in given_in]
    gradings = list(dict.fromkeys(gradings))
    places = places_of([one.pk for one in gradings])
    taken = taken_in_turn(gradings[0])
    assert sorted(one.pk for one in taken) == sorted(one.pk for one in gradings)
    _assert_own_order(taken)
    _assert_nobody_is_passed_over(taken)
    assert [places[one.pk].position for one in taken] == list(range(1, len(taken) + 1))


def _known_or_new(slug: str) -> Exercise:
    return Exercise.objects.filter(unit__course__slug=slug).first() or another_course(slug)


def _one(exercise: Exercise, number: int, *, is_run: bool) -> Grading:
    email = f"{number}@{exercise.unit.course.slug}.example.org"
    student = User.objects.filter(email=email).first() or make_student(exercise, email)
    take_in = start_run if is_run else hand_in_submission
    return take_in(exercise, student, Format.CODE, f"x = {next(_contents)}")


def _assert_own_order(taken: list[Grading]) -> None:
    """Each student's runs come in their order, and so do the submissions."""
    of_each = sorted(taken, key=lambda one: (one.student_id, one.priority))
    for _, own in groupby(of_each, key=lambda one: (one.student_id, one.priority)):
        ids = [one.pk for one in own]
        assert ids == sorted(ids)


def _assert_nobody_is_passed_over(taken: list[Grading]) -> None:
    """No course has two turns between two of another that still has work."""
    for course in {one.course_id for one in taken}:
        own = [place for place, one in enumerate(taken) if one.course_id == course]
        edges = [-1, *own]
        for before, after in pairwise(edges):
            between = Counter(one.course_id for one in taken[before + 1 : after])
            assert all(turns == 1 for turns in between.values())


# What a worker is told of, and what it takes


def test_the_message_names_one_and_the_worker_takes_the_next(
    exercise: Exercise, broker: RememberingBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = hand_in(exercise, 2)
    monkeypatch.setattr("grader.tasks.Client", lambda _socket: ScriptedClient(passing()))
    grade(second.pk)
    states = Grading.objects.in_bulk([first.pk, second.pk])
    assert [states[one.pk].state for one in (first, second)] == [State.GRADED, State.QUEUED]


def test_a_message_of_what_was_canceled_still_means_work(exercise: Exercise, broker: RememberingBroker) -> None:
    first, second, third = hand_in(exercise, 3)
    cancel(third)
    assert claim_next(third.pk) == first
    assert claim_next(third.pk) == second
    assert claim_next(third.pk) is None


@pytest.mark.django_db
def test_a_message_of_what_is_gone_means_nothing() -> None:
    assert claim_next(12345) is None


def test_a_message_is_not_spent_on_what_another_worker_was_quicker_to_take(
    exercise: Exercise, broker: RememberingBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = hand_in(exercise, 1)
    claim_first = queue.claim
    came_meanwhile: list[Grading] = []

    def slowly(grading_id: int) -> Grading | None:
        if not came_meanwhile:  # Another worker is told of a second one, and takes the first, whose turn it is.
            came_meanwhile.extend(hand_in(exercise, 1))
            claim_first(first.pk)
        return claim_first(grading_id)

    monkeypatch.setattr(queue, "claim", slowly)
    assert [claim_next(first.pk)] == came_meanwhile


def test_what_failed_by_our_fault_rests_while_others_go_on(exercise: Exercise, broker: RememberingBroker) -> None:
    first, second = hand_in(exercise, 2)
    give_back(claim(first.pk) or first, "the sandbox was gone")
    assert claim_next(second.pk) == second
    assert claim_next(second.pk) is None


def test_work_that_stands_in_no_line_is_taken_when_it_is_told_of(exercise: Exercise, broker: RememberingBroker) -> None:
    old, _other = hand_in(exercise, 2)
    Grading.objects.update(course=None)
    assert claim_next(old.pk) == old


def test_a_student_who_holds_two_slots_keeps_nobody_waiting(exercise: Exercise, broker: RememberingBroker) -> None:
    often, once = hand_in(exercise, 1, each=4), hand_in(exercise, 1)
    Grading.objects.filter(pk__in=[one.pk for one in often]).update(turn_at=timezone.now() - timedelta(hours=1))
    assert [one.pk for one in claim_while_it_goes(often[0])] == [one.pk for one in (*often[:2], *once)]


def test_a_message_of_a_regrade_starts_a_regrade_and_one_of_live_work_none(
    exercise: Exercise, broker: RememberingBroker, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 4
    regrades, live = hand_in(exercise, 2), hand_in(exercise, 1)
    regrade_priority(*regrades)
    assert claim_next(live[0].pk) == live[0]
    assert claim_next(live[0].pk) is None
    assert claim_next(regrades[1].pk) == regrades[0]


def test_a_gpu_goes_to_courses_in_turn(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker, settings: Settings
) -> None:
    device = GpuDevice.objects.create(
        uuid="GPU-0", host=settings.GPU_HOST, index=0, name="", memory_mb=1000, slots=3, environments=["numpy"]
    )
    flood, few, on_cpu = hand_in(exercise, 4), hand_in(elsewhere, 1), hand_in(elsewhere, 2)
    Grading.objects.exclude(pk__in=[one.pk for one in on_cpu]).update(device=Needs.GPU)
    assert courses_of(claim_while_it_goes(Grading.objects.get(pk=flood[-1].pk))) == "aba"
    assert device.open_leases().filter(grading=few[0]).exists()
    assert {one.pk for one in claim_while_it_goes(on_cpu[0])} == {one.pk for one in on_cpu}


def test_what_may_do_without_a_gpu_stands_in_the_processors_line(exercise: Exercise, broker: RememberingBroker) -> None:
    either, on_cpu = hand_in(exercise, 2)
    Grading.objects.filter(pk=either.pk).update(device=Needs.GPU_OR_CPU)
    assert {one.pk for one in claim_while_it_goes(on_cpu)} == {either.pk, on_cpu.pk}


def test_what_may_do_without_the_gpus_that_do_not_suit_it_is_not_forgotten(
    exercise: Exercise, broker: RememberingBroker, settings: Settings
) -> None:
    GpuDevice.objects.create(
        uuid="GPU-0", host=settings.GPU_HOST, index=0, name="", memory_mb=1000, slots=1, environments=["keras"]
    )
    either, on_cpu = hand_in(exercise, 2)
    Grading.objects.filter(pk=either.pk).update(device=Needs.GPU_OR_CPU)
    assert claim_next(either.pk) == either
    assert claim_next(on_cpu.pk) == on_cpu


# What it costs, and what is told


def test_the_longer_the_queue_the_queries_stay(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    hand_in(exercise, 3)
    with CaptureQueriesContext(connection) as few:
        assert claim_next(Grading.objects.latest("pk").pk)
    hand_in(exercise, 10)
    hand_in(elsewhere, 10)
    with django_assert_num_queries(len(few)):
        assert claim_next(Grading.objects.latest("pk").pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a plan in SQLite's words")
def test_nothing_but_the_courses_is_read_as_a_whole(exercise: Exercise, broker: RememberingBroker) -> None:
    (grading,) = hand_in(exercise, 1)
    with CaptureQueriesContext(connection) as asked:
        assert fronts(lines_of(grading)[0]) == [grading.pk]
    plans = [_plan(str(query["sql"])) for query in asked if "grader_grading" in query["sql"]]
    assert len(plans) == 2
    assert all("grading_line" in plan for plan in plans)
    scans = [line for plan in plans for line in plan.splitlines() if line.startswith("SCAN")]
    assert scans
    assert all("courses_course" in line for line in scans)


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


def test_who_comes_late_from_a_small_course_is_told_a_place_near_the_front(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    flood = hand_in(exercise, 10)
    late = hand_in(elsewhere, 2)
    places = places_of([one.pk for one in (*flood, *late)])
    assert [places[one.pk].position for one in late] == [2, 4]
    assert [places[one.pk].position for one in flood[:4]] == [1, 3, 5, 6]


def test_regrades_stand_behind_all_live_work(
    exercise: Exercise, elsewhere: Exercise, broker: RememberingBroker
) -> None:
    regrades, live = hand_in(exercise, 2), hand_in(elsewhere, 3)
    regrade_priority(*regrades)
    places = places_of([one.pk for one in (*regrades, *live)])
    assert [places[one.pk].position for one in (*live, *regrades)] == [1, 2, 3, 4, 5]


def test_turns_of_courses_begin_with_those_that_hold_least_and_waited_longest() -> None:
    now = timezone.now()
    rows = [{"pk": number, "course": (1, 1, 2, 2, 3, 3, 3)[number]} for number in range(7)]
    last: dict[int | None, datetime] = {2: now, 3: now - timedelta(seconds=1)}
    assert [row["course"] for row in in_turns(rows, {1: 2}, last)] == [3, 2, 3, 2, 1, 3, 1]
