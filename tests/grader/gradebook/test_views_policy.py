"""A course's policy and weights: what would change is seen first, and what was seen is saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Action, AuditEntry, Exercise
from grader.models import Grading, GradingPolicy, Score
from tests.grader.cast import make_exercise
from tests.grader.gradebook.test_scoring import finish

ADDRESS = "/teach/demo/policy/"
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def reader(client: Client, instructor: User) -> Client:
    """The instructor's browser."""
    client.force_login(instructor)
    return client


@pytest.fixture
def values(exercise: Exercise) -> dict[str, object]:
    """The form as it stands."""
    return {"counted": "best", "late_penalty": 100, "grace_minutes": 0, "dropped": 0, f"weight-{exercise.pk}": 1}


def save(reader: Client, values: dict[str, object]) -> None:
    """Look at what would change, and save that."""
    seen = SEEN.search(reader.post(ADDRESS, values).content.decode())
    assert seen
    response = reader.post(ADDRESS, {**values, "seen": seen.group(1), "save": "1"})
    assert response.status_code == 302


def test_a_preview_counts_the_totals_that_would_change_and_saves_nothing(
    reader: Client, exercise: Exercise, values: dict[str, object], submit: Callable[..., Grading]
) -> None:
    exercise.due_at = timezone.now() - timedelta(hours=1)
    exercise.save()
    finish(submit(), 8)
    page = reader.post(ADDRESS, {**values, "late_penalty": 25}).content.decode()
    assert "The totals of 1 of 1 students: 1 would rise, 0 would fall." in page
    assert "0 / 10 → 6 / 10" in page
    assert not GradingPolicy.objects.exists()


def test_saving_scores_anew_and_audits(
    reader: Client, exercise: Exercise, values: dict[str, object], submit: Callable[..., Grading]
) -> None:
    exercise.due_at = timezone.now() - timedelta(hours=1)
    exercise.save()
    finish(submit(), 8)
    save(reader, {**values, "late_penalty": 25})
    entry = AuditEntry.objects.get()
    assert Score.objects.get().score == Decimal(6)
    assert entry.action == Action.POLICY
    assert "100" in entry.before
    assert "25" in entry.after


def test_a_weight_is_saved_and_audited(reader: Client, exercise: Exercise, values: dict[str, object]) -> None:
    other = make_exercise(exercise.unit, "other")
    save(reader, {**values, f"weight-{other.pk}": "2.5"})
    entry = AuditEntry.objects.get()
    other.refresh_from_db()
    assert other.weight == Decimal("2.5")
    assert (entry.action, entry.before, entry.after) == (Action.WEIGHT, "1.00", "2.5")


def test_something_else_than_what_was_seen_is_shown_first(
    reader: Client, exercise: Exercise, values: dict[str, object]
) -> None:
    seen = SEEN.search(reader.post(ADDRESS, values).content.decode())
    assert seen
    response = reader.post(ADDRESS, {**values, "dropped": 2, "seen": seen.group(1), "save": "1"})
    assert response.status_code == 200
    assert "What would change" in response.content.decode()
    assert not GradingPolicy.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("late_penalty", "101"), ("late_penalty", "x"), ("dropped", "-1"), ("counted", "worst")]
)
def test_wrong_values_are_named(reader: Client, values: dict[str, object], name: str, value: str) -> None:
    response = reader.post(ADDRESS, {**values, name: value})
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


def test_a_teaching_assistant_may_not(reader: Client, instructor: User, values: dict[str, object]) -> None:
    instructor.enrollments.update(role="assistant")
    assert reader.get(ADDRESS).status_code == 403
    assert reader.post(ADDRESS, values).status_code == 403


def test_a_weight_that_somebody_else_has_set_meanwhile_stays(
    reader: Client, exercise: Exercise, values: dict[str, object]
) -> None:
    weight = f"weight-{exercise.pk}"
    shown = {f"initial-{name}": value for name, value in values.items()}
    Exercise.objects.filter(pk=exercise.pk).update(weight=3)

    save(reader, {**values, **shown, "dropped": 1})
    refused = reader.post(ADDRESS, {**values, **shown, weight: 2})

    assert Exercise.objects.get().weight == Decimal(3)
    assert GradingPolicy.objects.get().dropped == 1
    assert refused.status_code == 422
    assert "Somebody else has changed" in refused.content.decode()


def test_the_page_holds_what_it_shows(reader: Client, exercise: Exercise) -> None:
    assert f'name="initial-weight-{exercise.pk}" value="1.00"' in reader.get(ADDRESS).content.decode()
