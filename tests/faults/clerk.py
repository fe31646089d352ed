"""A process beside the site that hands work in and looks into its database: ``python -m tests.faults.clerk``.

It reads one JSON list a line, a function's name and its arguments, and answers with one line.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from courses.loading import load_content
from courses.models import Course, Enrollment, Exercise, Role
from grader.gradebook.scoring import stored_standings
from grader.gradebook.standings import standings
from grader.models import FINAL_STATES, EventKind, Format, Grading, State, Submission
from grader.queueing.queue import enqueue
from grader.workbench.handing_in import hand_in_submission
from tests.faults.works import COURSES, STUDENTS, content_of, poison, write_courses


def prepare() -> list[str]:
    """Make the tables, two courses and their students; return a session's key for each student."""
    call_command("migrate", interactive=False, verbosity=0)
    content = Path(settings.DATA_DIR) / "content"
    write_courses(content)
    load_content(content)
    people = [User.objects.create_user(f"{number}@example.org") for number in range(STUDENTS)]
    for course in Course.objects.filter(slug__in=COURSES):
        Enrollment.objects.bulk_create(Enrollment(course=course, user=one, role=Role.STUDENT) for one in people)
    return [_signed_in(one) for one in people]


def _signed_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@transaction.atomic
def hand_in(first: int, count: int, poisoned: bool = False) -> int:
    """Hand in the works with these numbers at one moment, by the students in turn; return how many there are.

    In one transaction, so that the first ones are not graded before the last ones are there.
    """
    for number in range(first, first + count):
        student = User.objects.get(email=f"{number % STUDENTS}@example.org")
        exercise = Exercise.objects.get(unit__course__slug=COURSES[number % len(COURSES)])
        content = poison(number) if poisoned else content_of(number)
        if not _of_number(number).exists():
            hand_in_submission(exercise, student, Format.CODE, content)
    return count


def unfinished() -> int:
    """Return how many gradings have not ended."""
    return Grading.objects.exclude(state__in=FINAL_STATES).count()


def running() -> int:
    """Return how many gradings a worker has claimed."""
    return Grading.objects.filter(state=State.RUNNING).count()


def tell_again(times: int) -> int:
    """Tell the broker of every unfinished grading so many times more."""
    found = list(Grading.objects.exclude(state__in=FINAL_STATES))
    for one in found * times:
        enqueue(one)
    return len(found)


def starts() -> int:
    """Return how often a grading was started so far."""
    return Grading.objects.filter(events__kind=EventKind.STARTED).count()


def stored(numbers: list[int]) -> list[int]:
    """Return those of the works that were taken in."""
    return [number for number in numbers if _of_number(number).exists()]


def check(ends: dict[str, list[Any]]) -> list[str]:
    """Return everything that is wrong with works by number, each given with the state and score that it must have."""
    wrong = [f"work {number}: {what}" for number, end in ends.items() for what in _wrong_with(int(number), *end)]
    exercises = Exercise.objects.filter(unit__course__slug__in=COURSES)
    astray = [one for one in exercises if stored_standings(one.pk) != standings(one.pk)]
    return wrong + [f"the gradebook of {one.unit.course.slug} is not what the gradings say" for one in astray]


def _wrong_with(number: int, state: str, score: float | None) -> Iterator[str]:
    gradings = list(Grading.objects.filter(submission__in=_of_number(number)))
    if len(gradings) != 1 or _of_number(number).count() != 1:
        yield f"{_of_number(number).count()} submissions and {len(gradings)} gradings"
        return
    grading = gradings[0]
    found = (str(grading.state), None if grading.score is None else float(grading.score))
    if found != (state, score):
        yield f"ended as {found} and not as {(state, score)} after {grading.attempt} attempts: {grading.problem[-300:]}"
    events = list(grading.events.order_by("number").values_list("number", "kind"))
    kinds = Counter(kind for _, kind in events)
    if [one for one, _ in events] != list(range(1, len(events) + 1)):
        yield f"its events are not numbered without gaps: {events}"
    if kinds[EventKind.FINISHED] != 1 or events[-1][1] != EventKind.FINISHED:
        yield f"it has not ended exactly once: {events}"
    if kinds[EventKind.STARTED] != grading.attempt:
        yield f"{kinds[EventKind.STARTED]} starts and {grading.attempt} attempts"
    last = max((at for at, (_, kind) in enumerate(events) if kind == EventKind.STARTED), default=0)
    told = sum(kind == EventKind.TEST for _, kind in events[last:])
    if state == State.GRADED and (told, grading.results.count()) != (3, 3):
        yield f"{told} tests told and {grading.results.count()} results instead of 3"


def _of_number(number: int) -> Any:
    return Submission.objects.filter(content__endswith=f"# work {number}\n")


def main() -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        function: Callable[..., Any] = globals()[name]
        try:
            answer = {"answer": function(*arguments)}
        except Exception as error:  # noqa: BLE001  (whoever asks decides what it means)
            answer = {"error": f"{type(error).__name__}: {error}"}
        connection.close()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
