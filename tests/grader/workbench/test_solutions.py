"""Who may read the solution, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Exercise, ExerciseVersion
from grader.models import Grading, State
from tests.courses.examples import EXERCISE_YAML, exercise_files

PAST, FUTURE = timedelta(days=-1), timedelta(days=1)
SHOWN = '<span class="k">return</span> <span class="mi">2</span>'


def set_rule(exercise: Exercise, rule: str) -> None:
    files = exercise_files(**{"exercise.yaml": EXERCISE_YAML + f"solution: {rule}\n".encode()})
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()


def page(client: Client, exercise: Exercise, user: User) -> tuple[int, str]:
    client.force_login(user)
    response = client.get(reverse("grader:solution", args=["demo", "basics", exercise.slug]))
    return response.status_code, response.content.decode()


@pytest.fixture
def score(submit: Callable[..., Grading]) -> Callable[..., None]:
    """A function that hands in work which reaches some of 10 points, less what hints cost."""

    def give(points: int, hint_points: str = "0") -> None:
        grading = submit()
        assert grading.submission
        grading.submission.hint_points = Decimal(hint_points)
        grading.submission.save()
        grading.state, grading.max_score = State.GRADED, Decimal(10)
        grading.score = Decimal(points) - Decimal(hint_points)
        grading.save()

    return give


@pytest.mark.parametrize(
    ("rule", "points", "due", "is_open"),
    [
        ("after_full_marks", 9, PAST, False),
        ("after_full_marks", 10, None, True),
        ("after_due_date", 10, FUTURE, False),
        ("after_due_date", 10, None, False),
        ("after_due_date", 0, PAST, True),
        ("after_either", 9, FUTURE, False),
        ("after_either", 10, FUTURE, True),
        ("after_either", 0, PAST, True),
        ("never", 10, PAST, False),
    ],
)
def test_the_solution_opens_by_its_rule(  # noqa: PLR0917
    client: Client,
    exercise: Exercise,
    student: User,
    score: Callable[..., None],
    rule: str,
    points: int,
    due: timedelta | None,
    is_open: bool,
) -> None:
    exercise.due_at = timezone.now() + due if due else None
    set_rule(exercise, rule)
    score(points)
    status, shown = page(client, exercise, student)
    assert (status, SHOWN in shown) == ((200, True) if is_open else (403, False))


def test_full_marks_less_hints_are_full_marks(
    client: Client, exercise: Exercise, student: User, score: Callable[..., None]
) -> None:
    score(10, hint_points="2.5")
    assert page(client, exercise, student)[0] == 200


def test_a_closed_solution_says_when_it_opens(client: Client, exercise: Exercise, student: User) -> None:
    exercise.due_at = timezone.now() + FUTURE
    set_rule(exercise, "after_either")
    assert "opens when you have reached all points, or after the due date" in page(client, exercise, student)[1]


def test_the_exercise_page_links_to_an_open_solution_only(
    client: Client, exercise: Exercise, student: User, score: Callable[..., None]
) -> None:
    client.force_login(student)
    link = reverse("grader:solution", args=["demo", "basics", exercise.slug])
    assert link not in client.get(exercise.get_absolute_url()).content.decode()
    score(10)
    assert link in client.get(exercise.get_absolute_url()).content.decode()


def test_the_link_comes_with_the_attempts_as_soon_as_the_solution_is_open(
    client: Client, exercise: Exercise, student: User, score: Callable[..., None]
) -> None:
    client.force_login(student)
    attempts = reverse("grader:attempts", args=["demo", "basics", exercise.slug])
    assert "The solution opens" in client.get(attempts).content.decode()
    score(10)
    part = client.get(attempts).content.decode()
    assert "The solution opens" not in part
    assert '<span id="solution-link" hx-swap-oob="true">' in part
    assert reverse("grader:solution", args=["demo", "basics", exercise.slug]) in part


def test_somebody_elses_full_marks_open_nothing(
    client: Client, exercise: Exercise, student: User, outsider: User, score: Callable[..., None]
) -> None:
    score(10)
    assert page(client, exercise, outsider)[0] == 403


def test_an_instructor_always_reads_it(client: Client, exercise: Exercise, instructor: User) -> None:
    set_rule(exercise, "never")
    status, shown = page(client, exercise, instructor)
    assert (status, SHOWN in shown) == (200, True)
