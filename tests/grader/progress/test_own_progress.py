"""The page "My progress": active time, gains, and only one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Exercise
from grader.gradebook.scoring import refresh
from grader.models import Grading, State, Submission
from grader.progress.own_progress import active_times, own_progress
from grader.progress.points_chart import points_chart
from tests.grader.cast import make_student

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=2)
HandIn = Callable[..., None]


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def hand_in(exercise: Exercise, submit: Callable[..., Grading], student: User) -> HandIn:
    """A function that hands work in some minutes after noon, and gives it points."""

    def give(minutes: float, points: float, by: User = student) -> None:
        grading = submit(by)
        Grading.objects.filter(pk=grading.pk).update(state=State.GRADED, score=Decimal(str(points)), max_score=10)
        Submission.objects.filter(pk=grading.work.pk).update(created_at=at(minutes))
        refresh(exercise)

    return give


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [
        ([], {}),
        ([(0, 1)], {}),
        ([(0, 1), (4, 1), (14, 1)], {1: 14}),
        ([(0, 1), (10.5, 1)], {}),
        ([(7, 1), (0, 1)], {1: 7}),
        ([(0, 1), (3, 2), (8, 1)], {2: 3, 1: 5}),
    ],
)
def test_active_time_adds_up_short_gaps_once(tries: list[tuple[float, int]], minutes: dict[int, float]) -> None:
    found = active_times([(at(minute), exercise) for minute, exercise in tries])
    assert found == {exercise: timedelta(minutes=value) for exercise, value in minutes.items()}


def test_only_what_raises_the_best_score_is_a_gain(exercise: Exercise, student: User, hand_in: HandIn) -> None:
    for minute, points in enumerate((3, 2, 7, 7)):
        hand_in(minute, points)
    found = own_progress(exercise.unit.course, student)
    assert [(gain.gained, gain.total) for gain in found.gains] == [(Decimal(3), Decimal(3)), (Decimal(4), Decimal(7))]
    assert (found.attempts, found.active) == (4, timedelta(minutes=3))


def test_late_work_is_the_last_and_never_the_best(exercise: Exercise, student: User, hand_in: HandIn) -> None:
    exercise.due_at = at(5)
    exercise.save()
    hand_in(1, 4)
    hand_in(9, 10)
    found = own_progress(exercise.unit.course, student)
    row = found.units[0].rows[0]
    assert row.counted
    assert row.last
    assert (row.counted.score, row.last.score, row.last_is_late) == (Decimal(4), Decimal(10), True)
    assert [gain.total for gain in found.gains] == [Decimal(4)]


def test_without_points_there_is_no_chart() -> None:
    assert points_chart((), Decimal(10)) is None


def test_the_line_ends_at_the_score(exercise: Exercise, student: User, hand_in: HandIn) -> None:
    hand_in(0, 5)
    chart = points_chart(own_progress(exercise.unit.course, student).gains, Decimal(10))
    assert chart is not None
    assert chart.line == "M0 100H0.00V50.00H100"


def test_the_page_is_ones_own(exercise: Exercise, student: User, hand_in: HandIn, client: Client) -> None:
    hand_in(0, 9, make_student(exercise, "other@example.org"))
    hand_in(0, 4)
    client.force_login(student)
    page = client.get(reverse("grader:progress", args=["demo"])).content.decode()
    assert "4 of 10 points" in page
    assert "9 of 10" not in page
    assert "Active time adds up" in page


def test_an_outsider_is_led_to_the_course(exercise: Exercise, outsider: User, client: Client) -> None:
    client.force_login(outsider)
    response = client.get(reverse("grader:progress", args=["demo"]))
    assert response.headers["Location"] == exercise.unit.course.get_absolute_url()


def test_a_guest_is_asked_to_sign_in(exercise: Exercise, client: Client) -> None:
    response = client.get(reverse("grader:progress", args=["demo"]))
    assert response.headers["Location"].startswith(reverse("account_login"))
