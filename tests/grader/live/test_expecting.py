"""How long a grading takes and waits, from what came before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from courses.models import Exercise
from grader.live.expecting import expectation, forget, place_of, places_of, usual_seconds
from grader.models import Grading, Priority, State
from tests.grader.cast import make_student

Submit = Callable[..., Grading]


def ended(grading: Grading, seconds: float, state: State = State.GRADED) -> Grading:
    now = timezone.now()
    values = {"state": state, "started_at": now - timedelta(seconds=seconds), "finished_at": now}
    Grading.objects.filter(pk=grading.pk).update(**values)
    return grading


def usual(grading: Grading) -> float:
    forget()
    return usual_seconds(grading.version_id, grading.priority)


def test_the_usual_time_is_the_median_of_the_last_ones(submit: Submit) -> None:
    for seconds in (2.0, 40.0, 3.0):
        ended(submit(), seconds)
    assert usual(submit()) == 3.0


def test_with_too_few_it_is_what_the_author_says(submit: Submit) -> None:
    for seconds in (9.0, 9.0):
        ended(submit(), seconds)
    assert usual(submit()) == 1


def test_only_graded_ones_count(submit: Submit) -> None:
    for _ in range(3):
        ended(submit(), 9.0, State.FAILED)
    assert usual(submit()) == 1


def test_runs_and_submissions_have_times_of_their_own(submit: Submit) -> None:
    for _ in range(3):
        ended(submit(), 9.0)
        ended(submit(run=True), 2.0)
    assert (usual(submit()), usual(submit(run=True))) == (9.0, 2.0)


def test_who_waits_waits_for_those_ahead_and_for_what_is_left_of_those_that_run(
    submit: Submit, exercise: Exercise
) -> None:
    for _ in range(3):
        ended(submit(), 10.0)
    others = [make_student(exercise, f"{number}@example.org") for number in range(4)]
    running, late, ahead, last = (submit(by) for by in others)
    now = timezone.now()
    Grading.objects.filter(pk=running.pk).update(state=State.RUNNING, started_at=now - timedelta(seconds=4))
    Grading.objects.filter(pk=late.pk).update(state=State.RUNNING, started_at=now - timedelta(seconds=99))

    places = places_of([ahead.pk, last.pk, running.pk])

    assert set(places) == {ahead.pk, last.pk}
    assert (places[ahead.pk].position, places[last.pk].position) == (1, 2)
    assert places[ahead.pk].seconds == pytest.approx(6 / 2, abs=0.5)
    assert places[last.pk].seconds == pytest.approx((6 + 10) / 2, abs=0.5)


def test_where_nothing_runs_all_slots_are_free(submit: Submit, settings: Settings) -> None:
    settings.GRADING_SLOTS = 2
    submit()
    place = place_of(submit())
    assert place is not None
    assert (place.position, place.seconds) == (2, 0.5)


def test_the_longer_the_queue_the_queries_stay(
    submit: Submit, exercise: Exercise, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gradings = [submit(make_student(exercise, f"{number}@example.org")) for number in range(12)]
    usual_seconds(gradings[0].version_id, Priority.SUBMISSION)
    with django_assert_num_queries(2):
        assert len(places_of([grading.pk for grading in gradings])) == 12


def test_a_page_that_comes_later_is_told_how_long_it_has_been_running(student: User, submit: Submit) -> None:
    grading = submit()
    assert expectation(grading) == {"usually": 1, "elapsed": 0.0}
    grading.state, grading.started_at = State.RUNNING, timezone.now() - timedelta(seconds=7)
    assert expectation(grading)["elapsed"] == pytest.approx(7, abs=0.5)
    assert expectation(ended(grading, 1)) != {}
    grading.refresh_from_db()
    assert expectation(grading) == {}
