"""Hints: one after the other, each once, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Exercise, ExerciseVersion
from grader.hints import HintNotNext, open_hint, points_for_hints
from grader.judging.verdicts import Verdict
from grader.models import Grading, HintOpening, State
from grader.queueing.queue import claim, finish
from tests.courses.examples import EXERCISE_YAML, exercise_files
from tests.grader.cast import best_grading

HINTS = b"""\
hints:
  - {en: Two times., ko: ko1}
  - {en: Multiply., ko: ko2, cost: 1.5}
  - {en: Write 2 * x., ko: ko3, cost: 2}
"""


@pytest.fixture
def exercise(exercise: Exercise) -> Exercise:
    """The exercise, with three hints of which two cost points."""
    files = exercise_files(**{"exercise.yaml": EXERCISE_YAML[: EXERCISE_YAML.index(b"hints:")] + HINTS})
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()
    return exercise


@pytest.fixture
def student_client(client: Client, student: User) -> Client:
    client.force_login(student)
    return client


def address(exercise: Exercise, number: int) -> str:
    return reverse("grader:hint", args=["demo", "basics", exercise.slug, number])


def judge(grading: Grading, score: int) -> Grading:
    """End a grading with a score of 10 possible points."""
    claimed = claim(grading.pk)
    assert claimed
    finish(claimed, Verdict(status=State.GRADED, score=Decimal(score), max_score=Decimal(10)))
    return Grading.objects.get(pk=grading.pk)


def test_an_unopened_hint_is_nowhere_in_the_page(student_client: Client, exercise: Exercise) -> None:
    page = student_client.get(exercise.get_absolute_url()).content.decode()
    assert "Open hint 1" in page
    assert "Open hint 2" not in page
    assert [text for text in ("Two times.", "Multiply.", "Write 2 * x.") if text in page] == []


def test_the_cost_is_stated_before(student_client: Client, exercise: Exercise) -> None:
    page = student_client.get(exercise.get_absolute_url()).content.decode()
    assert "Free" in page
    assert "costs 1.5 points" in page
    assert "costs 2 points" in page


def test_without_scripts_a_hint_opens_and_the_next_is_offered(student_client: Client, exercise: Exercise) -> None:
    response = student_client.post(address(exercise, 1), follow=True)
    page = response.content.decode()
    assert response.redirect_chain[0][0] == f"{exercise.get_absolute_url()}#hints"
    assert "Two times." in page
    assert "Multiply." not in page
    assert "Open hint 2" in page


def test_with_scripts_only_the_hints_are_drawn(student_client: Client, exercise: Exercise) -> None:
    part = student_client.post(address(exercise, 1), headers={"HX-Request": "true"}).content.decode()
    assert "Two times." in part
    assert "<html" not in part


@pytest.mark.parametrize("number", [0, 2, 4])
def test_only_the_next_hint_can_be_opened(student_client: Client, exercise: Exercise, number: int) -> None:
    assert student_client.post(address(exercise, number)).status_code == 404
    assert not HintOpening.objects.exists()


def test_opening_twice_is_recorded_once(exercise: Exercise, student: User) -> None:
    assert open_hint(exercise, student, 1) == open_hint(exercise, student, 1)


def test_reading_a_page_opens_nothing(student_client: Client, exercise: Exercise) -> None:
    assert student_client.get(address(exercise, 1)).status_code == 405


def test_an_outsider_opens_nothing(client: Client, exercise: Exercise, outsider: User) -> None:
    client.force_login(outsider)
    assert client.post(address(exercise, 1)).status_code == 403


def test_what_somebody_else_opened_is_closed_here(student_client: Client, exercise: Exercise, instructor: User) -> None:
    open_hint(exercise, instructor, 1)
    assert "Two times." not in student_client.get(exercise.get_absolute_url()).content.decode()


def test_an_exercise_without_a_version_has_no_hints(exercise: Exercise, student: User) -> None:
    exercise.current = None
    with pytest.raises(HintNotNext):
        open_hint(exercise, student, 1)


def test_hints_opened_before_are_taken_off_and_the_result_says_so(
    student_client: Client, exercise: Exercise, student: User, submit: Callable[..., Grading]
) -> None:
    open_hint(exercise, student, 1)
    open_hint(exercise, student, 2)
    ended = judge(submit(), 10)
    assert (ended.score, ended.max_score) == (Decimal("8.5"), Decimal(10))
    assert best_grading(exercise, student) == ended
    page = student_client.get(ended.get_absolute_url()).content.decode()
    assert "1.5 points off for hints" in page


def test_hints_opened_after_handing_in_take_nothing_off(
    exercise: Exercise, student: User, submit: Callable[..., Grading]
) -> None:
    grading = submit()
    open_hint(exercise, student, 1)
    open_hint(exercise, student, 2)
    assert judge(grading, 10).score == 10
    assert points_for_hints(exercise, student) == Decimal("1.5")


def test_a_score_never_falls_below_nothing(exercise: Exercise, student: User, submit: Callable[..., Grading]) -> None:
    for number in (1, 2, 3):
        open_hint(exercise, student, number)
    assert judge(submit(), 1).score == 0


def test_a_run_is_never_charged(exercise: Exercise, student: User, submit: Callable[..., Grading]) -> None:
    for number in (1, 2):
        open_hint(exercise, student, number)
    assert judge(submit(run=True), 4).score == 4


def test_a_later_price_changes_nothing_that_was_paid(
    exercise: Exercise, student: User, submit: Callable[..., Grading]
) -> None:
    for number in (1, 2):
        open_hint(exercise, student, number)
    files = exercise_files(
        **{"exercise.yaml": EXERCISE_YAML[: EXERCISE_YAML.index(b"hints:")] + HINTS.replace(b"1.5", b"5")}
    )
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()
    assert judge(submit(), 10).score == Decimal("8.5")
