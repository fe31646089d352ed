"""What is removed after how long, to the day, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.models import AuditEntry, Invitation
from grader.models import (
    Draft,
    EventKind,
    Format,
    Grading,
    Run,
    Score,
    State,
    Submission,
    TestAttachment,
    TestResult,
    Validation,
    ValidationState,
)
from operations import cleaning
from tests.config.permission_world import World
from tests.operations.conftest import make_older

JUST = 0.01
"""Days: a quarter of an hour."""
MakeRun = Callable[..., Run]


def clean_up(**options: Any) -> dict[str, int]:
    """Clean up without pauses, and return how many of what were removed."""
    return {one.what.split(",")[0].split(" ")[0]: one.count for one in cleaning.clean_up(pause=0, **options)}


def kinds(grading: Grading) -> set[str]:
    return set(grading.events.values_list("kind", flat=True))


@pytest.mark.parametrize(("age", "is_kept"), [(30 - JUST, True), (30 + JUST, False)])
def test_live_events_go_after_their_days_and_the_result_stays(old_attempt: Grading, age: float, is_kept: bool) -> None:
    make_older(old_attempt, age)

    clean_up()

    assert (EventKind.STDOUT in kinds(old_attempt)) == is_kept
    assert {EventKind.QUEUED, EventKind.EPOCH, EventKind.FINISHED} <= kinds(old_attempt)
    assert Grading.objects.get(pk=old_attempt.pk).output == "printed"


@pytest.mark.parametrize(("age", "is_kept"), [(400 - JUST, True), (400 + JUST, False)])
def test_what_an_old_attempt_printed_and_showed_goes_after_its_days(
    old_attempt: Grading, age: float, is_kept: bool
) -> None:
    make_older(old_attempt, age)

    clean_up()

    left = Grading.objects.get(pk=old_attempt.pk)
    assert bool(left.output) == bool(left.executed_notebook) == (left.condensed_at is None) == is_kept
    assert TestAttachment.objects.filter(result__grading=left).exists() == is_kept
    assert (EventKind.EPOCH in kinds(left)) == is_kept


def test_submissions_scores_points_and_tests_stay_for_ever(old_attempt: Grading) -> None:
    make_older(old_attempt, 10_000)
    before = [list(model.objects.values_list("pk", flat=True)) for model in (Submission, Grading, TestResult, Score)]
    points = list(Grading.objects.values_list("score", "max_score", "state"))

    clean_up()

    after = [list(model.objects.values_list("pk", flat=True)) for model in (Submission, Grading, TestResult, Score)]
    assert after == before
    assert list(Grading.objects.values_list("score", "max_score", "state")) == points


def test_a_grading_that_a_score_comes_from_keeps_its_output(world: World) -> None:
    make_older(world.grading, 10_000)

    clean_up()

    left = Grading.objects.get(pk=world.grading.pk)
    assert left.output == "printed"
    assert left.condensed_at is None


@pytest.mark.parametrize(("age", "is_kept"), [(180 - JUST, True), (180 + JUST, False)])
def test_runs_go_with_their_results_after_their_days(make_run: MakeRun, age: float, is_kept: bool) -> None:
    run = make_run(days=age)

    clean_up()

    assert Run.objects.filter(pk=run.pk).exists() == is_kept
    assert Grading.objects.filter(run=run.pk).exists() == is_kept


def test_a_run_that_is_being_judged_stays(make_run: MakeRun) -> None:
    run = make_run(days=1000, state=State.RUNNING)

    clean_up()

    assert Run.objects.filter(pk=run.pk).exists()


@pytest.mark.parametrize(("age", "is_kept"), [(400 - JUST, True), (400 + JUST, False)])
def test_drafts_go_after_their_days(world: World, student: User, age: float, is_kept: bool) -> None:
    at = timezone.now() - timedelta(days=age)
    Draft.objects.create(exercise=world.exercise, student=student, format=Format.CODE, content="x", saved_at=at)

    clean_up()

    assert Draft.objects.exists() == is_kept


def test_old_validations_go_but_the_last_one_of_each_version(world: World) -> None:
    Validation.objects.all().delete()
    version, at = world.exercise.versions.get(), timezone.now() - timedelta(days=1000)
    for state in (ValidationState.PASSED, ValidationState.FAILED, ValidationState.PASSED, ValidationState.RUNNING):
        Validation.objects.create(version=version, state=state, finished_at=at)
    last = list(Validation.objects.order_by("pk").values_list("pk", flat=True))[2:]

    clean_up()

    assert list(Validation.objects.order_by("pk").values_list("pk", flat=True)) == last


@pytest.mark.parametrize(("age", "is_kept"), [(180 - JUST, True), (180 + JUST, False)])
def test_invitations_go_after_their_days_and_the_audit_says_so(world: World, age: float, is_kept: bool) -> None:
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=age))

    clean_up()

    assert Invitation.objects.exists() == is_kept
    assert AuditEntry.objects.filter(reason="too old", actor=None).exists() != is_kept


def test_only_sessions_that_have_expired_go(db: None) -> None:
    now = timezone.now()
    for name, minutes in (("old", -1), ("open", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now + timedelta(minutes=minutes))

    clean_up()

    assert [one.session_key for one in Session.objects.all()] == ["open"]


def test_nothing_goes_whose_days_are_zero(old_attempt: Grading, make_run: MakeRun, settings: Settings) -> None:
    make_older(old_attempt, 10_000)
    make_run(days=10_000)
    for name in ("EVENTS", "OUTPUTS", "RUNS", "DRAFTS", "VALIDATIONS", "INVITATIONS"):
        setattr(settings, f"KEEP_{name}_DAYS", 0)

    removed = clean_up()

    assert sum(removed.values()) == 0
    assert Run.objects.count() == 1
    assert EventKind.STDOUT in kinds(old_attempt)


def test_a_dry_run_counts_the_same_and_removes_nothing(old_attempt: Grading, make_run: MakeRun) -> None:
    make_older(old_attempt, 10_000)
    make_run(days=10_000)

    planned = clean_up(dry_run=True)

    assert Run.objects.count() == 1
    assert EventKind.STDOUT in kinds(old_attempt)
    assert planned == {**planned, "runs": 1}
    assert clean_up()["runs"] == planned["runs"]


def test_a_second_time_finds_nothing_more(old_attempt: Grading, make_run: MakeRun) -> None:
    make_older(old_attempt, 10_000)
    make_run(days=10_000)
    clean_up()

    assert sum(clean_up().values()) == 0


def test_it_goes_through_more_than_one_batch(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "BATCH", 2)
    for _number in range(5):
        make_run(days=1000)

    assert clean_up()["runs"] == 5
    assert Run.objects.count() == 0


@pytest.mark.parametrize(("days", "said"), [(180, "after 180 days\n"), (1, "after 1 day\n")])
def test_the_command_says_what_would_go(make_run: MakeRun, settings: Settings, days: int, said: str) -> None:
    settings.KEEP_RUNS_DAYS = days
    make_run(days=1000)
    out = StringIO()

    call_command("clean_up", dry_run=True, stdout=out)

    assert f"1 would go: runs, with their results {said}" in out.getvalue()
    assert Run.objects.count() == 1


@pytest.mark.parametrize(("language", "words"), [("en", "The work, its points and its tests stay."), ("ko", "그대로")])
def test_the_page_of_an_old_attempt_says_that_its_output_is_gone(
    client: Client, old_attempt: Grading, student: User, language: str, words: str
) -> None:
    make_older(old_attempt, 10_000)
    clean_up()
    client.force_login(student)

    page = client.get(old_attempt.get_absolute_url(), headers={"accept-language": language}).content.decode()

    assert words in page
    assert "printed</pre>" not in page


def test_the_notebook_of_an_old_attempt_leads_to_its_page(client: Client, old_attempt: Grading, student: User) -> None:
    make_older(old_attempt, 10_000)
    clean_up()
    client.force_login(student)

    response = client.get(f"{old_attempt.get_absolute_url()}notebook/")

    assert response.headers["Location"] == old_attempt.get_absolute_url()
