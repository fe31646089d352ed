"""Nobody takes a regrade for an attempt, and no student sees a trial, whoever reads gradings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise, ExerciseVersion
from grader import gpu_account
from grader.live import expecting
from grader.models import EventKind, Format, GpuDevice, GpuLease, Grading, GradingEvent, Priority, Regrade, Score, State
from grader.progress.own_progress import own_progress
from grader.queueing.queue import claim
from grader.regrading.regrade_steps import run, undo
from grader.scores import earlier_best, progress_in
from grader.workbench.attempts import attempts_of, last_grading
from grader.workbench.handing_in import MAX_WAITING, hand_in_submission
from grader.workbench.solutions import has_full_marks
from tests.grader.cast import best_grading, make_student
from tests.grader.regrade_cast import OnCommit, Submit, begin, change, judge_all, open_gradings, score

Trial = Callable[[float], Grading]


@pytest.fixture
def version(exercise: Exercise) -> ExerciseVersion:
    """The version before the change."""
    assert exercise.current is not None
    return exercise.current


@pytest.fixture
def original(submit: Submit, version: ExerciseVersion) -> Grading:
    """A submission of 6 points."""
    return score(submit(), 6)


@pytest.fixture
def regrade(exercise: Exercise, instructor: User, original: Grading) -> Regrade:
    """A regrade whose dry run waits for a worker."""
    change(exercise)
    return begin(exercise, instructor)


@pytest.fixture
def trial(regrade: Regrade, django_capture_on_commit_callbacks: OnCommit) -> Grading:
    """A trial that gave full marks."""
    grading = open_gradings(regrade)[0]
    judge_all(regrade, 10, django_capture_on_commit_callbacks)
    grading.refresh_from_db()
    return grading


@pytest.fixture
def applied(
    regrade: Regrade, trial: Grading, instructor: User, django_capture_on_commit_callbacks: OnCommit
) -> Grading:
    """The same, counting."""
    with django_capture_on_commit_callbacks(execute=True):
        run(regrade.pk, instructor)
    trial.refresh_from_db()
    return trial


PAGES = ("", "result/", "events/", "news/", "epochs/", "work/", "notebook/", "cells/")


# Trials


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_trial_is_for_its_student(client: Client, student: User, trial: Grading, page: str) -> None:
    client.force_login(student)
    assert client.get(f"/gradings/{trial.pk}/{page}").status_code == 404


def test_a_student_cannot_cancel_a_trial(client: Client, student: User, regrade: Regrade) -> None:
    grading = open_gradings(regrade)[0]
    client.force_login(student)
    assert client.post(f"/gradings/{grading.pk}/cancel/").status_code == 404
    grading.refresh_from_db()
    assert grading.state == State.QUEUED


def test_who_teaches_sees_a_trial(client: Client, instructor: User, trial: Grading) -> None:
    client.force_login(instructor)
    page = client.get(trial.get_absolute_url())
    assert page.status_code == 200
    assert "counts for nothing yet" in page.content.decode()


def test_a_trial_is_neither_best_nor_last_nor_an_attempt(
    exercise: Exercise, student: User, original: Grading, trial: Grading
) -> None:
    best = best_grading(exercise, student)
    assert best == original
    assert [(one.number, one.grading) for one in attempts_of(exercise, student, best)] == [(1, original)]
    assert last_grading(exercise, student) in (None, original)


def test_the_exercise_page_shows_no_trial(client: Client, student: User, exercise: Exercise, trial: Grading) -> None:
    client.force_login(student)
    page = client.get(exercise.get_absolute_url()).content.decode()
    assert f"/gradings/{trial.pk}/" not in page
    assert "10 / 10" not in page


def test_a_trial_gives_no_points_anywhere(exercise: Exercise, student: User, trial: Grading) -> None:
    course = exercise.unit.course
    found = progress_in([course], student)[course.pk].exercises[exercise.pk]
    assert (found.score, found.attempts) == (Decimal(6), 1)
    assert Score.objects.get(student=student).score == 6
    mine = own_progress(course, student)
    assert (mine.attempts, [gain.total for gain in mine.gains]) == (1, [Decimal(6)])
    assert [row.last.score for unit in mine.units for row in unit.rows if row.last] == [6]


def test_full_marks_of_a_trial_open_no_solution(exercise: Exercise, student: User, trial: Grading) -> None:
    assert not has_full_marks(exercise, student)


def test_a_trial_that_waits_is_not_under_way_for_its_student(
    exercise: Exercise, student: User, regrade: Regrade
) -> None:
    course = exercise.unit.course
    assert not progress_in([course], student)[course.pk].exercises[exercise.pk].under_way


def test_the_same_work_handed_in_again_is_a_submission_and_not_the_trial(
    exercise: Exercise, student: User, original: Grading, regrade: Regrade
) -> None:
    grading = hand_in_submission(exercise, student, Format.CODE, original.work.content)
    assert (grading.priority, grading.counts) == (Priority.SUBMISSION, True)


def test_waiting_trials_take_no_place_of_live_work(
    exercise: Exercise, student: User, instructor: User, submit: Submit
) -> None:
    for _ in range(MAX_WAITING):
        score(submit(), 6)
    change(exercise)
    begin(exercise, instructor)
    assert submit().state == State.QUEUED


def test_the_list_of_submissions_has_each_of_them_once(
    client: Client, instructor: User, original: Grading, trial: Grading
) -> None:
    client.force_login(instructor)
    page = client.get("/courses/demo/basics/exercises/double/submissions/").content.decode()
    assert original.get_absolute_url() in page
    assert trial.get_absolute_url() not in page


def test_what_a_submission_usually_takes_is_not_learned_from_regrades(
    exercise: Exercise, student: User, version: ExerciseVersion, submit: Submit
) -> None:
    now = timezone.now()
    gradings = [submit() for _ in range(3)]
    slow = {"state": State.GRADED, "started_at": now - timedelta(seconds=90), "finished_at": now}
    Grading.objects.filter(pk__in=[one.pk for one in gradings]).update(priority=Priority.REGRADE, **slow)
    assert expecting.usual_seconds(version.pk, Priority.SUBMISSION) == folder_of(version).usually_seconds


def test_a_regrade_that_runs_delays_nobodys_place(submit: Submit, regrade: Regrade) -> None:
    assert claim(open_gradings(regrade)[0].pk) is not None
    place = expecting.place_of(submit())
    assert place is not None
    assert (place.position, place.seconds) == (1, 0)


def test_gpu_time_of_a_regrade_is_the_exercises_and_not_the_students(exercise: Exercise, trial: Grading) -> None:
    device = GpuDevice.objects.create(
        uuid="GPU-0", host="here", index=0, name="GPU", memory_mb=1, slots=1, environments=[]
    )
    GpuLease.objects.create(device=device, slot=0, grading=trial, attempt=1)
    course = exercise.unit.course
    assert gpu_account.use_by_student(course) == []
    assert [row.of for row in gpu_account.use_by_exercise(course)] == [exercise]


# What was applied


def test_what_counts_now_stands_for_the_attempt(
    exercise: Exercise, student: User, original: Grading, applied: Grading
) -> None:
    best = best_grading(exercise, student)
    attempts = attempts_of(exercise, student, best)
    assert best == applied
    assert [(one.number, one.grading, one.is_best) for one in attempts] == [(1, applied, True)]
    mine = own_progress(exercise.unit.course, student)
    assert (mine.attempts, [(gain.gained, gain.total) for gain in mine.gains]) == (1, [(Decimal(10), Decimal(10))])


@pytest.mark.parametrize("name", ["original", "applied"])
def test_both_judgings_stay_readable(
    client: Client, student: User, request: pytest.FixtureRequest, applied: Grading, name: str
) -> None:
    client.force_login(student)
    page = client.get(request.getfixturevalue(name).get_absolute_url())
    assert page.status_code == 200
    assert "The third test was wrong." in page.content.decode()


def test_a_later_attempt_stays_the_last_one(
    exercise: Exercise, student: User, submit: Submit, regrade: Regrade, django_capture_on_commit_callbacks: OnCommit
) -> None:
    later = submit(run=True)
    judge_all(regrade, 10, django_capture_on_commit_callbacks)
    run(regrade.pk, regrade.requested_by)  # type: ignore[arg-type]
    assert last_grading(exercise, student) == later


def test_a_curve_is_compared_with_earlier_work_however_late_it_was_judged_again(
    submit: Submit, original: Grading, applied: Grading
) -> None:
    GradingEvent.objects.create(grading=applied, number=100, kind=EventKind.EPOCH)
    later = submit()
    assert earlier_best(later) == applied
    assert earlier_best(applied) is None


def test_what_was_taken_back_stays_readable_and_says_so(
    *, client: Client, student: User, instructor: User, original: Grading, applied: Grading, regrade: Regrade
) -> None:
    undo(regrade.pk, instructor, "It was right before.")
    client.force_login(student)
    for grading in (original, applied):
        page = client.get(grading.get_absolute_url()).content.decode()
        assert "It was right before." in page


def test_others_see_nothing_of_it(client: Client, exercise: Exercise, original: Grading, applied: Grading) -> None:
    client.force_login(make_student(exercise, "other@example.org"))
    assert [client.get(one.get_absolute_url()).status_code for one in (original, applied)] == [404, 404]
