"""What the load needs of a running site's database, in a process beside the site: prepares, and looks afterwards."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Exercise

SLUG = "activation-functions"
MOST_WITH_EVENTS = 20_000


def prepare(students: str) -> dict[str, Any]:
    """Enroll students in the bundled course and sign them in; return their sessions and what they will send."""
    from django.conf import settings

    from benchmarks.crowd import enroll

    exercise = exercise_of("deep-learning-with-keras")
    course = exercise.unit.course
    people = enroll(course, int(students))
    base = f"/courses/{course.slug}/"
    unit = f"{base}{exercise.unit.slug}/"
    return {
        "sessions": [_session(one) for one in people],
        "session_name": settings.SESSION_COOKIE_NAME,
        "token_name": settings.CSRF_COOKIE_NAME,
        "pages": {"home": "/", "course": base, "lesson": f"{unit}lessons/lesson/"},
        "exercise": f"{unit}exercises/{exercise.slug}/",
        **works(),
    }


def works() -> dict[str, str]:
    """Return right and wrong work of the exercise."""
    from courses.loading import BUNDLED_CONTENT

    folder = BUNDLED_CONTENT / "deep-learning-with-keras" / "activations" / SLUG
    return {"right": (folder / "solution.py").read_text(), "wrong": (folder / "wrong" / "leaky_relu.py").read_text()}


def exercise_of(course: str) -> Exercise:
    """Return the exercise in a course."""
    from courses.models import Exercise

    return Exercise.objects.select_related("unit__course", "current").get(slug=SLUG, unit__course__slug=course)


def _session(student: User) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(student.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = student.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def look(path: str) -> dict[str, Any]:
    """Return what became of the gradings whose numbers stand in a file, by what was expected of each.

    The file holds ``{"expected": {grading: is_right}}``. All others of the database are counted as ``unasked``.
    """
    from django.db.models import Count

    from grader.models import EventKind, Grading, GradingEvent, State

    given = json.loads(Path(path).read_text(encoding="utf-8"))
    expected = {int(number): is_right for number, is_right in given["expected"].items()}
    found = {one.pk: one for one in Grading.objects.defer("output", "executed_notebook", "detail")}
    asked = [found[number] for number in expected if number in found]
    wrong = [one for one in asked if one.state == State.GRADED and (one.score == one.max_score) != expected[one.pk]]
    ends = GradingEvent.objects.filter(kind=EventKind.FINISHED).values("grading").annotate(count=Count("pk"))
    ended = {row["grading"]: row["count"] for row in ends}
    return {
        "lost": [number for number in expected if number not in found],
        "unasked": len(found) - len(asked),
        "states": Counter(one.state for one in asked),
        "attempts": Counter(str(one.attempt) for one in asked),
        "wrong": [one.pk for one in wrong],
        "ends_amiss": [one.pk for one in asked if ended.get(one.pk) != 1],
        "times": [
            [stamp.timestamp() if stamp else 0.0 for stamp in (one.queued_at, one.started_at, one.finished_at)]
            for one in asked
        ],
        "written": _events_of(list(expected)),
    }


def _events_of(gradings: list[int]) -> list[list[float]]:
    """Return grading, number and time of every event; none where there are too many gradings to ask for."""
    from grader.models import GradingEvent

    if len(gradings) >= MOST_WITH_EVENTS:
        return []
    rows = GradingEvent.objects.filter(grading__in=gradings).values_list("grading", "number", "created_at")
    return [[grading, number, at.timestamp()] for grading, number, at in rows]
