"""The page of one grading: for whom, and what it says in each state."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Exercise, ExerciseVersion
from grader.events import append_events
from grader.models import EventKind, Grading, Outcome, State, TestAttachment, TestResult
from grader.views_grading import OUTPUT_SHOWN
from tests.courses.examples import exercise_files
from tests.grader.cast import TITLE, make_student

Submit = Callable[..., Grading]
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "code", "source": "print(1)", "outputs": [{"output_type": "stream", "text": "one\n"}]}],
}


def end(grading: Grading, state: State, **values: Any) -> Grading:
    Grading.objects.filter(pk=grading.pk).update(state=state, **values)
    grading.refresh_from_db()
    return grading


@pytest.mark.parametrize("name", ["grading", "result"])
def test_a_student_sees_their_own(client: Client, student: User, submit: Submit, name: str) -> None:
    client.force_login(student)
    assert client.get(reverse(f"grader:{name}", args=[submit().pk])).status_code == 200


@pytest.mark.parametrize("name", ["grading", "result", "notebook"])
def test_nobody_sees_anothers(client: Client, exercise: Exercise, submit: Submit, outsider: User, name: str) -> None:
    grading = end(submit(), State.GRADED, executed_notebook=json.dumps(NOTEBOOK))
    for user in (outsider, make_student(exercise, "other@example.org")):
        client.force_login(user)
        assert client.get(reverse(f"grader:{name}", args=[grading.pk])).status_code == 404


def test_an_instructor_sees_it_with_the_code(client: Client, instructor: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(instructor)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "student@example.org".partition("@")[0] in page
    assert '<span class="mi">0</span>' in page


def test_while_it_waits_the_page_comes_again_without_scripts(client: Client, student: User, submit: Submit) -> None:
    client.force_login(student)
    page = client.get(submit().get_absolute_url()).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "Next in the queue" in page


def test_when_it_has_ended_the_page_stays(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=5, max_score=10)
    client.force_login(student)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "refresh" not in page
    assert 'data-score="5' in page


def test_tests_are_shown_with_messages_public_ones_first(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    told = {"en": "`double` gives <3>", "ko": "값"}
    for position, (name, hidden, outcome) in enumerate(
        [("h", True, Outcome.FAILED), ("p", False, Outcome.PASSED)], start=1
    ):
        TestResult.objects.create(
            grading=grading, position=position, test_id=name, title={**TITLE, "en": f"Title {name}"}, hidden=hidden,
            points=0, max_points=1, outcome=outcome, message=told if hidden else None,
        )  # fmt: skip
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert page.index("Title p") < page.index("Title h")
    assert "<code>double</code> gives &lt;3&gt;" in page


def test_failed_work_shows_message_traceback_and_marked_line(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.FAILED, message={"en": "A syntax error", "ko": "구문 오류"}, detail="<trace>", line=1)
    client.force_login(student)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "A syntax error" in page
    assert "&lt;trace&gt;" in page
    assert '<span class="hll"><span class="linenos">1</span>' in page


def test_an_error_of_ours_says_that_it_costs_nothing(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.ERROR, problem="sandbox socket refused")
    client.force_login(student)
    page = client.get(grading.get_absolute_url(), headers={"Accept-Language": "ko"}).content.decode()
    assert "성적에 불이익은 없습니다." in page
    assert "socket" not in page


def test_the_owner_can_cancel(client: Client, student: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(student)
    client.post(reverse("grader:cancel", args=[grading.pk]))
    grading.refresh_from_db()
    assert grading.state == State.CANCELED


def test_others_cannot_cancel(client: Client, outsider: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(outsider)
    assert client.post(reverse("grader:cancel", args=[grading.pk])).status_code == 404
    grading.refresh_from_db()
    assert grading.state == State.QUEUED


def test_the_executed_notebook_is_a_page(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, executed_notebook=json.dumps(NOTEBOOK))
    client.force_login(student)
    page = client.get(reverse("grader:notebook", args=[grading.pk])).content.decode()
    assert '<span class="nb">print</span>' in page
    assert ">one</pre>" in page


def test_without_an_executed_notebook_there_is_no_such_page(client: Client, student: User, submit: Submit) -> None:
    client.force_login(student)
    assert client.get(reverse("grader:notebook", args=[submit().pk])).status_code == 404


def add_result(grading: Grading, name: str, *, hidden: bool = False, **values: Any) -> TestResult:
    position = grading.results.count()
    given = {
        "points": 0,
        "max_points": 1,
        "outcome": Outcome.FAILED,
        "title": {**TITLE, "en": f"Title {name}"},
    } | values
    return TestResult.objects.create(grading=grading, position=position, test_id=name, hidden=hidden, **given)


def test_the_first_failure_is_open_and_the_others_can_be_opened(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    add_result(grading, "fine", outcome=Outcome.PASSED)
    for name in ("first", "second"):
        add_result(grading, name, message={"en": f"Wrong in `{name}`.\nMore.", "ko": "틀림"})
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert page.count('<details class="test-more"') == 2
    assert page.count('<details class="test-more" open>') == 1
    assert page.index('<details class="test-more" open>') < page.index("Wrong in <code>first</code>")
    assert ">Wrong in second.</span>" in page


def test_expected_stands_beside_actual(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    add_result(grading, "one", expected="[1 <2>]", actual="[3]")
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert '<dt>Expected</dt><dd><pre tabindex="0">[1 &lt;2&gt;]</pre></dd>' in page
    assert '<dt>Got</dt><dd><pre tabindex="0">[3]</pre></dd>' in page


def test_public_and_hidden_tests_are_counted_apart(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    add_result(grading, "p", outcome=Outcome.PASSED)
    add_result(grading, "h", hidden=True)
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert '<h3>Public tests <span class="number">1 / 1</span></h3>' in page
    assert '<h3>Hidden tests <span class="number">0 / 1</span></h3>' in page


def test_a_figure_is_for_those_who_may_see_the_grading(
    client: Client, student: User, instructor: User, outsider: User, submit: Submit
) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    words = {"en": "A <plot>", "ko": "그림"}
    figure = TestAttachment.objects.create(
        result=add_result(grading, "one"), position=0, title=words, alt=words, media_type="image/png", content=b"png"
    )
    address = reverse("grader:figure", args=[grading.pk, figure.pk])
    for user, status in ((outsider, 404), (instructor, 200), (student, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status
    answer = client.get(address)
    assert (answer.content, answer.headers["Content-Type"]) == (b"png", "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Content-Disposition"] == "inline"
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert f'src="{address}" alt="A &lt;plot&gt;"' in page


def test_a_figure_is_not_had_through_another_grading(client: Client, student: User, submit: Submit) -> None:
    one, other = (end(submit(), State.GRADED, score=1, max_score=2) for _ in range(2))
    figure = TestAttachment.objects.create(
        result=add_result(one, "one"), position=0, title=TITLE, alt=TITLE, media_type="image/png", content=b"png"
    )
    client.force_login(student)
    assert client.get(reverse("grader:figure", args=[other.pk, figure.pk])).status_code == 404


def test_of_a_huge_output_the_end_is_shown(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2, output="a" * OUTPUT_SHOWN + "the end")
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert "the end" in page
    assert "earlier output is left out" in page
    assert page.count("a" * 100) < OUTPUT_SHOWN / 100


def test_who_waits_reads_the_place_and_the_time(
    client: Client, student: User, submit: Submit, settings: Settings
) -> None:
    settings.GRADING_SLOTS = 1
    submit()
    submit()
    client.force_login(student)
    page = client.get(submit().get_absolute_url(), headers={"Accept-Language": "ko"}).content.decode()
    assert "대기 순서 3번째, 약 2초" in " ".join(page.split())


@pytest.fixture
def trained(exercise: Exercise) -> Exercise:
    """The exercise as one of Keras, with a goal."""
    settings = exercise_files()["exercise.yaml"] + b"environment: keras\ncurve: {metric: val_loss, at_most: 0.45}\n"
    files = exercise_files(**{"exercise.yaml": settings})
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()
    return exercise


def epoch(loss: float) -> Any:
    return EventKind.EPOCH, {"epoch": 1, "epochs": 1, "logs": {"loss": loss}}


def test_a_curve_knows_its_goal_its_epochs_and_the_best_one_before(
    client: Client, student: User, trained: Exercise, submit: Submit
) -> None:
    now = timezone.now()
    worse, best, untold = (
        end(submit(), State.GRADED, score=score, max_score=10, finished_at=now) for score in (1, 9, 10)
    )
    for one in (worse, best):
        append_events(one.pk, [epoch(0.5)])
    run = end(submit(run=True), State.GRADED, score=10, max_score=10, finished_at=now)
    append_events(run.pk, [epoch(0.1)])
    grading = end(submit(), State.GRADED, score=3, max_score=10)
    append_events(grading.pk, [epoch(0.4)])
    client.force_login(student)

    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()

    assert f'data-epochs="{reverse("grader:epochs", args=[grading.pk])}"' in page
    assert f'data-best="{reverse("grader:epochs", args=[best.pk])}"' in page
    assert 'data-goal="{&quot;metric&quot;: &quot;val_loss&quot;, &quot;at_most&quot;: 0.45}"' in page
    assert untold.pk != best.pk


def test_what_is_no_training_has_no_curve(client: Client, student: User, submit: Submit) -> None:
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[submit().pk])).content.decode()
    assert not any(name in page for name in ("data-goal", "data-best", "data-epochs"))
