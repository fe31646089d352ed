"""The stored scores are always what a computation from scratch gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.changes import tell_section_changed
from courses.loading import load_content
from courses.models import Course, Enrollment, Exercise, Role, Section
from courses.people import roles as people
from grader.gradebook.scoring import is_incomplete, refresh, refresh_course, stored_standings
from grader.gradebook.standings import standings
from grader.judging.verdicts import Verdict
from grader.models import CountedAttempt, Extension, Grading, GradingPolicy, Score, ScoreOverride, State, Submission
from grader.queueing import queue
from tests.courses.examples import exercise_files, write_course
from tests.grader.cast import make_exercise, make_student
from tests.grader.grading import all_at_once

Submit = Callable[..., Grading]
DUE = timezone.now() - timedelta(days=10)
HOUR = timedelta(hours=1)


def finish(grading: Grading, points: float) -> None:
    """Have a grading claimed and end with points of 10."""
    claimed = queue.claim(grading.pk)
    assert claimed
    queue.finish(claimed, Verdict(status=State.GRADED, score=Decimal(str(points)), max_score=Decimal(10)))


def score_of(exercise: Exercise, student: User) -> Score:
    return Score.objects.get(exercise=exercise, student=student)


def move(grading: Grading, hours: float) -> None:
    """Have a submission handed in some hours after the due date."""
    assert grading.submission_id
    Submission.objects.filter(pk=grading.submission_id).update(created_at=DUE + hours * HOUR)


@pytest.fixture
def due(exercise: Exercise) -> Exercise:
    """The exercise, due ten days ago."""
    exercise.due_at = DUE
    exercise.save()
    return exercise


def test_handing_in_and_finishing_keep_the_score(exercise: Exercise, student: User, submit: Submit) -> None:
    grading = submit()
    waiting = score_of(exercise, student)
    finish(grading, 7)
    done = score_of(exercise, student)
    assert (waiting.score, waiting.attempts, waiting.is_under_way) == (None, 1, True)
    assert (done.score, done.grading, done.is_under_way) == (Decimal(7), grading, False)


def test_a_run_makes_no_score(student: User, submit: Submit) -> None:
    finish(submit(run=True), 7)
    assert not Score.objects.filter(student=student).exists()


def test_a_canceled_grading_is_not_under_way(exercise: Exercise, student: User, submit: Submit) -> None:
    queue.cancel(submit())
    found = score_of(exercise, student)
    assert (found.is_under_way, found.attempts) == (False, 1)


def test_an_error_of_ours_is_a_problem_until_the_next_submission(
    exercise: Exercise, student: User, submit: Submit
) -> None:
    grading = submit()
    for _attempt in range(queue.MAX_ATTEMPTS):
        claimed = queue.claim(grading.pk)
        assert claimed
        queue.give_back(claimed, "broken")
    assert score_of(exercise, student).has_problem
    finish(submit(), 3)
    assert not score_of(exercise, student).has_problem


def test_what_a_regrade_tries_or_has_replaced_does_not_count(exercise: Exercise, student: User, submit: Submit) -> None:
    grading = submit()
    finish(grading, 9)
    Grading.objects.filter(pk=grading.pk).update(counts=False)
    refresh(exercise)
    assert score_of(exercise, student).score is None


def test_an_extension_makes_late_work_count_for_one_student_only(due: Exercise, student: User, submit: Submit) -> None:
    other = make_student(due, "other@example.org")
    for person in (student, other):
        grading = submit(person)
        finish(grading, 8)
        move(grading, 5)
    Extension.objects.create(exercise=due, student=student, due_at=DUE + 6 * HOUR)
    refresh(due)
    assert (score_of(due, student).score, score_of(due, other).score) == (Decimal(8), None)
    assert (score_of(due, student).is_late, score_of(due, other).is_late) == (False, True)


def test_who_comes_into_a_section_gets_its_extension(due: Exercise, student: User, submit: Submit) -> None:
    section = Section.objects.create(course=due.unit.course, name="A")
    Extension.objects.create(exercise=due, section=section, due_at=DUE + 6 * HOUR)
    grading = submit()
    finish(grading, 8)
    move(grading, 5)
    refresh(due)
    before = score_of(due, student).score
    Enrollment.objects.filter(user=student).update(section=section)
    tell_section_changed(due.unit.course_id, [student.pk])
    assert (before, score_of(due, student).score) == (None, Decimal(8))


def test_other_points_scale_what_was_graded(exercise: Exercise, student: User, submit: Submit) -> None:
    finish(submit(), 5)
    exercise.points = Decimal(30)
    exercise.save()
    refresh(exercise)
    assert score_of(exercise, student).score == Decimal(15)


def test_an_override_stands_alone_and_goes_without_a_trace(exercise: Exercise, student: User) -> None:
    override = ScoreOverride.objects.create(exercise=exercise, student=student, score=6, reason="Oral")
    refresh(exercise)
    found = score_of(exercise, student)
    override.delete()
    refresh(exercise)
    assert (found.score, found.is_override, found.attempts) == (Decimal(6), True, 0)
    assert not Score.objects.exists()


def test_a_refresh_of_a_class_takes_no_more_queries_than_of_two(
    exercise: Exercise, submit: Submit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        submit(make_student(exercise, f"{number}@example.org"))
    GradingPolicy.objects.create(course=exercise.unit.course, late_penalty=10)
    Submission.objects.filter(student__email__in=["1@example.org", "2@example.org"]).update(created_at=DUE)
    with transaction.atomic(), django_assert_num_queries(9):
        refresh(exercise)
    Submission.objects.update(created_at=DUE - HOUR)
    with transaction.atomic(), django_assert_num_queries(9):
        refresh(exercise)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_the_stored_scores_are_those_computed_from_scratch(
    due: Exercise, student: User, submit: Submit, seed: int
) -> None:
    course = due.unit.course
    people = [student, *(make_student(due, f"{number}@example.org") for number in range(2))]
    section = Section.objects.create(course=course, name="A")
    steps = History(random.Random(seed), due, people, section, submit)
    for _step in range(25):
        steps.take()
        assert stored_standings(due.pk) == standings(due.pk)


class History:
    """Random changes of what counts, each made as the site makes it: the change, then a refresh."""

    def __init__(self, chance: random.Random, exercise: Exercise, people: list[User], section: Section, submit: Submit):
        self.chance, self.exercise, self.people, self.section, self.submit = chance, exercise, people, section, submit
        self.waiting: list[Grading] = []

    def take(self) -> None:
        """Make one change."""
        kinds = [self.hand_in, self.hand_in, self.end, self.end, self.cancel, self.override, self.extend, self.enter]
        self.chance.choice([*kinds, self.policy, self.date, self.replace])()

    def hand_in(self) -> None:
        if len(self.waiting) < 5:
            grading = self.submit(self.chance.choice(self.people))
            move(grading, self.chance.randint(-30, 60))
            self.waiting.append(grading)
            refresh(self.exercise, [grading.student_id])

    def end(self) -> None:
        if self.waiting:
            finish(self.waiting.pop(0), self.chance.randint(0, 10))

    def cancel(self) -> None:
        if self.waiting:
            queue.cancel(self.waiting.pop())

    def override(self) -> None:
        key: dict[str, Any] = {"exercise": self.exercise, "student": self.chance.choice(self.people)}
        if self.chance.random() < 0.5:
            ScoreOverride.objects.filter(**key).delete()
        else:
            values: dict[str, Any] = {"score": self.chance.randint(0, 10), "reason": "Because"}
            ScoreOverride.objects.update_or_create(**key, defaults=values)
        refresh(self.exercise, [key["student"].pk])

    def extend(self) -> None:
        key: dict[str, Any] = self.chance.choice(
            [{"section": self.section}, {"student": self.chance.choice(self.people)}]
        )
        due = DUE + self.chance.randint(-5, 50) * HOUR
        Extension.objects.update_or_create(exercise=self.exercise, **key, defaults={"due_at": due})
        refresh(self.exercise)

    def enter(self) -> None:
        who = self.chance.choice(self.people)
        Enrollment.objects.filter(user=who).update(section=self.chance.choice([self.section, None]))
        tell_section_changed(self.exercise.unit.course_id, [who.pk])

    def policy(self) -> None:
        values: dict[str, Any] = {
            "counted": self.chance.choice(CountedAttempt.values),
            "late_penalty": self.chance.choice([0, 25, 100]),
            "grace_minutes": self.chance.choice([0, 600]),
        }
        GradingPolicy.objects.update_or_create(course=self.exercise.unit.course, defaults=values)
        refresh_course(self.exercise.unit.course)

    def date(self) -> None:
        self.exercise.due_at = self.chance.choice([None, DUE, DUE + 20 * HOUR])
        self.exercise.points = Decimal(self.chance.choice([5, 10, 20]))
        self.exercise.save()
        refresh(self.exercise)

    def replace(self) -> None:
        graded = Grading.objects.filter(state=State.GRADED)
        if key := self.chance.choice([*graded.values_list("pk", flat=True), None]):
            graded.filter(pk=key).update(counts=self.chance.random() < 0.5)
            refresh(self.exercise)


@pytest.mark.django_db(transaction=True)
def test_two_gradings_that_end_at_once_leave_no_stale_score(exercise: Exercise, student: User, submit: Submit) -> None:
    gradings = [submit(), submit()]
    claims = [queue.claim(one.pk) for one in gradings]

    def end(claimed: Grading | None, points: int) -> None:
        assert claimed
        queue.finish(claimed, Verdict(status=State.GRADED, score=Decimal(points), max_score=Decimal(10)))

    all_at_once([partial(end, claimed, points) for claimed, points in zip(claims, (4, 9), strict=True)])

    found = score_of(exercise, student)
    assert (found.score, found.is_under_way) == (Decimal(9), False)


class TestRefreshScores:
    """The command ``refresh_scores``."""

    def test_it_makes_what_is_missing_and_says_what_differed(
        self, exercise: Exercise, student: User, submit: Submit, capsys: pytest.CaptureFixture[str]
    ) -> None:
        finish(submit(), 7)
        make_exercise(exercise.unit, "untouched")
        Score.objects.all().delete()
        before = is_incomplete()
        call_command("refresh_scores")
        assert (before, is_incomplete()) == (True, False)
        assert score_of(exercise, student).score == Decimal(7)
        assert "demo/basics/double: 1 of 1 scores differed" in capsys.readouterr().out

    def test_it_says_when_nothing_differed(self, submit: Submit, capsys: pytest.CaptureFixture[str]) -> None:
        finish(submit(), 7)
        call_command("refresh_scores")
        assert capsys.readouterr().out == "All 1 scores are right.\n"

    def test_a_dry_run_changes_nothing(
        self, exercise: Exercise, submit: Submit, capsys: pytest.CaptureFixture[str]
    ) -> None:
        finish(submit(), 7)
        Score.objects.update(score=1)
        call_command("refresh_scores", "--dry-run")
        assert Score.objects.get().score == Decimal(1)
        assert "1 of 1" in capsys.readouterr().out


def test_a_course_is_refreshed_as_a_whole(exercise: Exercise, student: User, submit: Submit) -> None:
    finish(submit(), 7)
    Score.objects.update(score=None)
    refresh_course(Course.objects.get())
    assert score_of(exercise, student).score == Decimal(7)


@pytest.mark.django_db
def test_other_points_in_a_loaded_course_scale_the_scores(tmp_path: Path, client: Client) -> None:
    load_content(write_course(tmp_path))
    exercise = Exercise.objects.get()
    student = make_student(exercise, "student@example.org")
    ScoreOverride.objects.create(exercise=exercise, student=student, score=1, reason="x")
    work = Submission.objects.create(exercise=exercise, student=student, format="code", content="x")
    values: dict[str, Any] = {"state": State.GRADED, "score": exercise.points / 2, "max_score": exercise.points}
    version = exercise.current
    assert version
    Grading.objects.create(submission=work, student=student, version=version, priority=1, **values)
    settings = exercise_files()["exercise.yaml"].replace(b"points: ", b"points: 1")
    load_content(write_course(tmp_path, **{"basics/double/exercise.yaml": settings}))
    exercise.refresh_from_db()
    assert score_of(exercise, student).earned == exercise.points / 2


def test_who_moves_to_a_section_with_an_extension_is_in_time(
    due: Exercise, student: User, submit: Submit, instructor: User
) -> None:
    grading = submit()
    finish(grading, 8)
    move(grading, 5)
    refresh(due)
    section = Section.objects.create(course=due.unit.course, name="Evening")
    Extension.objects.create(exercise=due, section=section, due_at=timezone.now())
    before = score_of(due, student).score

    people.change(Enrollment.objects.get(user=student), instructor, Role.STUDENT, section)

    assert (before, score_of(due, student).score) == (None, Decimal(8))
