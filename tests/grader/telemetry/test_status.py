"""The status page, what it makes of what it sees, and what students are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Unit
from grader.live import expecting
from grader.models import Grading, State
from grader.queueing.queue import MAX_ATTEMPTS
from grader.telemetry import parts
from grader.telemetry.board import Board, Entry
from grader.telemetry.parts import CHECKS, Part, _Question, of_environments, of_workers, seen_last
from grader.telemetry.status import Status, read_status
from sandbox import SandboxUnavailable
from tests.grader.cast import TITLE, ScriptedClient, make_exercise, passing
from tests.grader.grading import grade_one

Submit = Callable[..., Grading]


def worker(idle: float = 3.0, **environments: str) -> Entry:
    facts = {"slots": 4, "judging": 1, "idle_seconds": idle, "environments": environments or {"numpy": "warm"}}
    return Entry(name="worker-a-1", kind="worker", host="a", facts=facts)


def seen_by(user: User) -> Status:
    return read_status(user, timezone.now())


def page(client: Client, user: User, **headers: str) -> str:
    client.force_login(user)
    return client.get(reverse("grader:status"), headers=headers).content.decode()


def test_all_is_well_with_a_worker_and_a_warm_sandbox(board: Board, instructor: User) -> None:
    board.put(worker())
    status = seen_by(instructor)
    assert (status.mood, status.judging, status.slots) == ("well", 1, 4)


def test_nothing_is_graded_without_a_worker(board: Board, instructor: User, client: Client) -> None:
    assert seen_by(instructor).mood == "down"
    assert "Nothing is graded at the moment." in page(client, instructor)


def test_all_is_well_where_workers_have_nothing_to_do(board: Board, submit: Submit, instructor: User) -> None:
    submit()  # A moment ago.
    board.put(worker(idle=400.0))
    assert seen_by(instructor).mood == "well"


def test_nothing_is_graded_where_workers_leave_work_waiting(board: Board, submit: Submit, instructor: User) -> None:
    Grading.objects.filter(pk=submit().pk).update(queued_at=timezone.now() - timedelta(minutes=2))
    board.put(worker(idle=400.0))
    assert seen_by(instructor).work.why == "there, but takes no tasks"


def test_nothing_is_graded_without_the_queue(no_board: Board, instructor: User, client: Client) -> None:
    assert seen_by(instructor).mood == "down"
    assert "not known without the queue" in page(client, instructor)


def test_some_exercises_wait_for_a_sandbox_that_is_silent(board: Board, instructor: User, client: Client) -> None:
    board.put(worker(numpy="warm", keras="silent"))
    assert seen_by(instructor).mood == "ill"
    assert "Sandbox for keras" in page(client, instructor)


def test_long_waits_are_called_slow_and_said_in_time(board: Board, submit: Submit, instructor: User) -> None:
    board.put(worker())
    now = timezone.now()
    done, waiting = submit(), submit()
    began, ended = now - timedelta(seconds=20), now - timedelta(seconds=10)
    Grading.objects.filter(pk=done.pk).update(state=State.GRADED, started_at=began, finished_at=ended)
    Grading.objects.filter(pk=waiting.pk).update(queued_at=now - timedelta(minutes=2))

    status = seen_by(instructor)

    (row,) = [one for one in status.queues if one.name == "submissions"]
    assert (status.mood, row.waiting, row.expected) == ("slow", 1, 2.5)
    assert status.ended == {"graded": 1}


def test_errors_of_ours_are_shown_to_who_teaches_the_course_and_to_nobody_else(
    board: Board, submit: Submit, instructor: User, client: Client
) -> None:
    given_up, tried_again = submit(), submit(run=True)
    for _ in range(MAX_ATTEMPTS):
        grade_one(given_up.pk, ScriptedClient(end=SandboxUnavailable("gone")))
    grade_one(tried_again.pk, ScriptedClient([]))
    other = Course.objects.create(slug="other", title=TITLE)
    stranger = User.objects.create_user("stranger@example.org")
    other.enrollments.create(user=stranger, role="instructor")
    make_exercise(Unit.objects.create(course=other, slug="basics", title=TITLE), "triple")
    admin = User.objects.create_superuser("admin@example.org")

    rows = seen_by(instructor).problems

    assert {(row.grading.pk, row.reason, row.is_final) for row in rows} == {
        (given_up.pk, "sandbox", True),
        (tried_again.pk, "tests", False),
    }
    assert len(seen_by(admin).problems) == 2
    assert seen_by(stranger).problems == []
    board.put(worker())
    text = page(client, instructor)
    assert "failed through our fault all the same" in text
    assert "The sandbox did not carry out the job." in text
    assert "student@example.org" not in text
    assert "gone" not in text


def test_only_administrators_see_processes_and_their_hosts(board: Board, instructor: User, client: Client) -> None:
    board.put(worker())
    admin = User.objects.create_superuser("admin@example.org")
    assert "worker-a-1" not in page(client, instructor)
    assert "worker-a-1" in page(client, admin)


def test_the_page_asks_for_its_part_alone(board: Board, instructor: User, client: Client) -> None:
    assert "<html" in page(client, instructor)
    assert "<html" not in page(client, instructor, **{"HX-Request": "true"})


def test_more_work_takes_no_more_queries(board: Board, submit: Submit, instructor: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            read_status(User.objects.get(pk=instructor.pk), timezone.now())
        return len(seen)

    grade_one(submit().pk, ScriptedClient([]))
    few = queries()
    for number in range(12):
        grading = submit(run=number % 2 == 0)
        grade_one(grading.pk, ScriptedClient(passing() if number % 3 else []))
    assert queries() == few


def test_a_student_who_waits_while_nobody_works_is_told(
    board: Board, submit: Submit, student: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    grading = submit()
    client.force_login(student)
    address = reverse("grader:result", args=[grading.pk])
    before = client.get(address).content.decode()
    monkeypatch.setattr(parts, "seen_last", lambda _part: of_workers([]))

    assert "nothing is graded at the moment" in client.get(address).content.decode()
    assert client.get(reverse("grader:news", args=[grading.pk])).json()["place"]["stuck"] is True
    assert "nothing is graded" not in before


def test_what_a_part_said_last_is_told_without_waiting() -> None:
    goes_on = threading.Event()

    def ill_later() -> parts.Answer:
        goes_on.wait(10)
        return parts.SILENT

    question = _Question(ill_later)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(parts._questions, Part.WORKER, question)
        before = seen_last(Part.WORKER)
        goes_on.set()
        question.ask().result(10)

        assert (before, seen_last(Part.WORKER)) == (parts.OK, parts.SILENT)


def test_nobody_works_where_redis_is_gone(no_board: Board) -> None:
    assert not CHECKS[Part.WORKER]().ok
    assert expecting.Place(1, 2.0).stuck is False


def test_parts_are_judged_by_what_is_on_the_board() -> None:
    assert of_workers([]).why.startswith("none was seen")
    assert of_workers([worker()]).ok
    assert of_environments([{"numpy": "warm"}, {"keras": "cold"}]).why == "keras is cold"
    assert not of_environments([]).ok


def test_a_part_that_hangs_is_asked_once_and_keeps_nobody_waiting() -> None:
    ends, asked = threading.Event(), []

    def hang() -> parts.Answer:
        asked.append(1)
        ends.wait(10)
        return parts.OK

    question = _Question(hang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(parts._questions, Part.REDIS, question)
        answers = [parts.examine([Part.REDIS], seconds=0.05)[Part.REDIS] for _ in range(3)]
        ends.set()
        after = parts.examine([Part.REDIS])[Part.REDIS]

    assert (answers, len(asked), after) == ([parts.SILENT] * 3, 1, parts.OK)
    assert set(CHECKS) == set(Part)
