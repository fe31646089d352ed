"""The pages of regrades, and what students read of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from courses.models import Enrollment, Exercise, Role
from grader.models import Grading, Outcome, Regrade, RegradeState, State, TestResult
from grader.regrading.regrade_report import Show, changed_tests, items_to_show
from grader.regrading.regrade_steps import run
from tests.grader.cast import TITLE, make_student
from tests.grader.regrade_cast import (
    OnCommit,
    Submit,
    begin,
    change,
    judge,
    judge_all,
    open_gradings,
    report,
    score,
    whole,
)

LIST = "/teach/demo/regrades/"
START = "/teach/demo/basics/exercises/double/regrade/"
SUBMISSIONS = "/courses/demo/basics/exercises/double/submissions/"
ASKED = {"reason": "The third test was wrong.", "sample_size": "5"}


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: OnCommit) -> OnCommit:
    return django_capture_on_commit_callbacks


@pytest.fixture
def teaching(client: Client, instructor: User) -> Client:
    """The browser of an instructor."""
    client.force_login(instructor)
    return client


@pytest.fixture
def outdated(exercise: Exercise, submit: Submit) -> Grading:
    """A submission of 6 points by an earlier version."""
    grading = score(submit(), 6)
    TestResult.objects.create(
        grading=grading,
        position=0,
        test_id="test_one",
        title=TITLE,
        hidden=True,
        outcome="failed",
        points=0,
        max_points=1,
    )
    change(exercise)
    return grading


def page_of(regrade: Regrade) -> str:
    return f"{LIST}{regrade.pk}/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# The notice and the list


def test_the_list_of_submissions_offers_to_regrade_what_is_outdated(teaching: Client, outdated: Grading) -> None:
    page = text(teaching, SUBMISSIONS)
    assert "1 submission is judged by an earlier version" in page
    assert START in page


def test_nothing_is_offered_where_all_is_judged(teaching: Client, submit: Submit) -> None:
    score(submit(), 6)
    assert "earlier version" not in text(teaching, SUBMISSIONS)
    assert "Every submission is judged by the present version" in text(teaching, LIST)
    assert "keeps a higher score" in text(teaching, START)


def test_the_course_lists_what_is_affected_and_what_was_regraded(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading, on_commit: OnCommit
) -> None:
    assert START in text(teaching, LIST)
    regrade = whole(exercise, instructor, 8, on_commit)
    page = text(teaching, LIST)
    assert START not in page
    assert page_of(regrade) in page
    assert "1 of 1" in page


# Starting


def test_a_start_leads_to_the_dry_run(teaching: Client, outdated: Grading) -> None:
    response = teaching.post(START, {**ASKED, "may_lower": "on"})
    regrade = Regrade.objects.get()
    assert response.headers["Location"] == page_of(regrade)
    assert (regrade.reason, regrade.may_lower, regrade.state) == (ASKED["reason"], True, RegradeState.TRYING)


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"sample_size": "0"}, {"sample_size": "many"}])
def test_a_bad_form_comes_back_filled_in(teaching: Client, outdated: Grading, wrong: dict[str, str]) -> None:
    response = teaching.post(START, {**ASKED, **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert "field-error" in page
    assert all(value in page for name, value in ASKED.items() if name not in wrong)
    assert not Regrade.objects.exists()


def test_a_start_for_nothing_says_so(teaching: Client, exercise: Exercise) -> None:
    response = teaching.post(START, ASKED)
    assert response.status_code == 422
    assert "judged by the present version already" in response.content.decode()


def test_a_second_start_leads_to_the_open_regrade(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading
) -> None:
    regrade = begin(exercise, instructor)
    assert teaching.post(START, ASKED).headers["Location"] == page_of(regrade)
    assert Regrade.objects.count() == 1


# A regrade


def test_the_dry_run_shows_whose_score_and_which_tests_would_change(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading, on_commit: OnCommit
) -> None:
    regrade = begin(exercise, instructor)
    with on_commit(execute=True):
        judge(open_gradings(regrade)[0], 8, reports=[report("passed"), report("passed", "test_new")])
    page = text(teaching, page_of(regrade))
    assert "6 / 10" in page
    assert "8 / 10" in page
    assert 'data-effect="up"' in page
    assert "failed <span" in page
    assert "new → passed" in page
    assert "Nothing counts yet" in page


def test_the_page_goes_through_all_states(
    teaching: Client, exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    for _ in range(2):
        score(submit(), 6)
    change(exercise)
    regrade = begin(exercise, instructor, sample_size=1)
    judge_all(regrade, 8, on_commit)
    states = []
    for step, state in (("run", "running"), ("pause", "paused"), ("resume", "running"), ("cancel", "canceled")):
        with on_commit(execute=True):
            assert teaching.post(f"{page_of(regrade)}{step}/").status_code == 302
        assert f'data-state="{state}"' in text(teaching, page_of(regrade))
        states.append(Regrade.objects.get().state)
    assert states == ["running", "paused", "running", "canceled"]
    assert "1 submission had been applied" in text(teaching, page_of(regrade))


def test_a_step_that_does_not_fit_says_why(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading
) -> None:
    regrade = begin(exercise, instructor)
    response = teaching.post(f"{page_of(regrade)}resume/", follow=True)
    assert "this step is not possible" in response.content.decode()


def test_a_step_that_there_is_not_is_not_found(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading
) -> None:
    assert teaching.post(f"{page_of(begin(exercise, instructor))}explode/").status_code == 404


def test_taking_back_wants_a_reason(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading, on_commit: OnCommit
) -> None:
    regrade = whole(exercise, instructor, 8, on_commit)
    address = f"{page_of(regrade)}undo/"
    assert "Say why" in teaching.post(address, {"reason": " "}, follow=True).content.decode()
    assert Regrade.objects.get().state == RegradeState.DONE
    page = teaching.post(address, {"reason": "The change was wrong."}, follow=True).content.decode()
    assert "The earlier judging of 1 submission counts again." in page
    assert "The change was wrong." in page


def test_a_page_that_is_open_follows_and_is_loaded_anew_for_another_state(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading
) -> None:
    address = page_of(begin(exercise, instructor))
    part = teaching.get(f"{address}?state=trying", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"0 of 1 judged" in part.content
    other = teaching.get(f"{address}?state=tried", headers={"HX-Request": "true"})
    assert other.headers["HX-Refresh"] == "true"


def test_a_newer_version_is_told_of(teaching: Client, exercise: Exercise, instructor: User, outdated: Grading) -> None:
    regrade = begin(exercise, instructor)
    assert "A newer version" not in text(teaching, page_of(regrade))
    change(exercise, "once more")
    assert "A newer version" in text(teaching, page_of(regrade))


def test_submissions_are_listed_by_what_became_of_them(
    exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    names = ("up", "down", "same", "failed", "healed")
    works = {name: submit(make_student(exercise, f"{name}@example.org")) for name in names}
    for name, before in {"up": 5, "down": 9, "same": 8, "failed": 5}.items():
        score(works[name], before)
    score(works["healed"], None, State.ERROR)
    change(exercise)
    regrade = begin(exercise, instructor)
    for grading in open_gradings(regrade):
        is_failed = grading.student.email.startswith("failed")
        with on_commit(execute=True):
            judge(grading, 0 if is_failed else 8, "failed" if is_failed else "graded")
    with on_commit(execute=True):
        run(regrade.pk, instructor)
    regrade.refresh_from_db()

    found = {
        show: {item.submission.student.email.split("@")[0] for item in items_to_show(regrade, show)} for show in Show
    }
    assert found == {
        Show.CHANGED: {"up", "healed"},
        Show.KEPT: {"down"},
        Show.PROBLEMS: {"failed"},
        Show.ALL: set(names),
    }


def test_the_page_lists_what_is_asked_for(
    teaching: Client, exercise: Exercise, instructor: User, outdated: Grading, on_commit: OnCommit
) -> None:
    address = page_of(whole(exercise, instructor, 2, on_commit))
    assert "None." in text(teaching, address)
    kept = text(teaching, f"{address}?show=kept")
    assert 'data-effect="down"' in kept
    assert '<a href="?show=kept" aria-current="true">' in kept
    assert "None." in text(teaching, f"{address}?show=whatever")


def test_changes_of_tests_are_other_endings_new_ones_and_gone_ones() -> None:
    def result(name: str, outcome: Outcome, points: int = 0) -> TestResult:
        return TestResult(test_id=name, title=TITLE, hidden=False, outcome=outcome, points=points, max_points=2)

    before = [result("same", Outcome.PASSED), result("ended", Outcome.FAILED), result("gone", Outcome.PASSED)]
    after = [result("same", Outcome.PASSED), result("ended", Outcome.PASSED), result("new", Outcome.FAILED)]
    changes = changed_tests(
        [*before, result("points", Outcome.PARTIAL)], [*after, result("points", Outcome.PARTIAL, 1)]
    )
    told = [(one.before.outcome if one.before else None, one.after.outcome if one.after else None) for one in changes]
    assert told == [
        (Outcome.FAILED, Outcome.PASSED),
        (None, Outcome.FAILED),
        (Outcome.PARTIAL, Outcome.PARTIAL),
        (Outcome.PASSED, None),
    ]


# Who may


def test_assistants_look_and_do_not_act(
    client: Client, exercise: Exercise, instructor: User, outsider: User, outdated: Grading
) -> None:
    regrade = begin(exercise, instructor)
    Enrollment.objects.create(course=exercise.unit.course, user=outsider, role=Role.ASSISTANT)
    client.force_login(outsider)
    assert "Cancel the regrade" not in text(client, page_of(regrade))
    assert START not in text(client, LIST)
    assert client.get(START).status_code == 403
    assert client.post(START, ASKED).status_code == 403
    assert client.post(f"{page_of(regrade)}cancel/").status_code == 403


def test_assistants_cancel_no_judging_of_a_regrade(
    client: Client, exercise: Exercise, instructor: User, outsider: User, outdated: Grading
) -> None:
    trial = begin(exercise, instructor).items.get().after
    assert trial is not None
    Enrollment.objects.create(course=exercise.unit.course, user=outsider, role=Role.ASSISTANT)
    client.force_login(outsider)
    refused = client.post(f"/gradings/{trial.pk}/cancel/")
    page = text(client, f"/gradings/{trial.pk}/")
    trial.refresh_from_db()
    assert (refused.status_code, trial.state) == (403, State.QUEUED)
    assert f"/gradings/{trial.pk}/cancel/" not in page
    client.force_login(instructor)
    assert client.post(f"/gradings/{trial.pk}/cancel/").status_code == 302


def test_students_and_outsiders_are_refused(
    *, client: Client, exercise: Exercise, student: User, instructor: User, outsider: User, outdated: Grading
) -> None:
    regrade = begin(exercise, instructor)
    for user in (student, outsider):
        client.force_login(user)
        addresses = (LIST, page_of(regrade), START)
        assert [client.get(one).status_code for one in addresses] == [403, 403, 403]
        assert client.post(f"{page_of(regrade)}cancel/").status_code == 403


def test_a_regrade_of_another_course_is_not_found(
    client: Client, exercise: Exercise, instructor: User, outdated: Grading
) -> None:
    from courses.models import Course

    regrade = begin(exercise, instructor)
    other = Course.objects.create(slug="other", title=TITLE)
    Enrollment.objects.create(course=other, user=instructor, role=Role.OWNER)
    client.force_login(instructor)
    assert client.get(f"/teach/other/regrades/{regrade.pk}/").status_code == 404


# What students read


def test_students_read_what_changed_and_why(
    *, client: Client, exercise: Exercise, instructor: User, student: User, outdated: Grading, on_commit: OnCommit
) -> None:
    whole(exercise, instructor, 8, on_commit)
    client.force_login(student)
    counted = Grading.objects.get(counts=True)
    pages = [text(client, address) for address in (exercise.get_absolute_url(), counted.get_absolute_url())]
    for page in pages:
        assert "6 → 8 points." in page
        assert "The third test was wrong." in page
    assert outdated.get_absolute_url() in pages[1]
    earlier = text(client, outdated.get_absolute_url())
    assert "It no longer counts." in earlier
    assert counted.get_absolute_url() in earlier


def test_the_same_points_are_said_to_be_the_same(
    *, client: Client, exercise: Exercise, instructor: User, student: User, outdated: Grading, on_commit: OnCommit
) -> None:
    whole(exercise, instructor, 6, on_commit)
    client.force_login(student)
    assert "still 6 points." in text(client, exercise.get_absolute_url())


def test_a_kept_score_says_nothing_to_students(
    *, client: Client, exercise: Exercise, instructor: User, student: User, outdated: Grading, on_commit: OnCommit
) -> None:
    whole(exercise, instructor, 2, on_commit)
    client.force_login(student)
    assert "Regraded" not in text(client, exercise.get_absolute_url())


# Queries


def test_pages_take_no_more_queries_for_more_work(
    teaching: Client, exercise: Exercise, instructor: User, submit: Submit, on_commit: OnCommit
) -> None:
    def queries(address: str) -> int:
        teaching.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            text(teaching, address)
        return len(seen)

    score(submit(), 6)
    change(exercise)
    few = whole(exercise, instructor, 8, on_commit)
    counts = [queries(LIST), queries(page_of(few))]
    for number in range(8):
        score(submit(make_student(exercise, f"{number}@example.org")), 6)
    change(exercise, "once more")
    many = whole(exercise, instructor, 9, on_commit)
    assert many.items.count() == 9
    assert [queries(LIST), queries(page_of(many))] == counts
