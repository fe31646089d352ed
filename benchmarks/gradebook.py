"""The server's time for the gradebook of a large course, on SQLite and on PostgreSQL.

Each database is measured in a process of its own (``python -m benchmarks.gradebook NAME``), which prints its figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.product import REPOSITORY
from benchmarks.samples import Samples
from tests.servers import private_postgres

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Course

STUDENTS = 1000
SUBMISSIONS = 100_000
PAGE_TARGET = 500
"""Milliseconds."""
CSV_TARGET = 5000
COURSE = "/teach/deep-learning-with-keras/"
PAGES = {
    "the gradebook": f"{COURSE}gradebook/",
    "… sorted by total": f"{COURSE}gradebook/?sort=total",
    "… only students with something missing": f"{COURSE}gradebook/?work=missing",
}
CSV = f"{COURSE}gradebook.csv?marks=1"


def measure(count: int) -> list[Samples]:
    """Measure on every database that there is; where ``TEST_DATABASE_URL`` names one, on that alone."""
    if os.environ.get("TEST_DATABASE_URL"):
        return _in_own_process("the given database", os.environ["TEST_DATABASE_URL"], count)
    series = _in_own_process("SQLite", "", count)
    with private_postgres() as address:
        if address is None:
            print("PostgreSQL is not installed here (apt-get install postgresql); it is left out.", flush=True)
            return series
        return series + _in_own_process("PostgreSQL", address, count)


def _in_own_process(name: str, address: str, count: int) -> list[Samples]:
    print(f"Filling {name} with {SUBMISSIONS} submissions and measuring the gradebook (a minute) …", flush=True)
    environment = {**os.environ, "TEST_DATABASE_URL": address}
    command = [sys.executable, "-m", "benchmarks.gradebook", name, str(count)]
    told = subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True)
    return [Samples(**one) for one in json.loads(told.stdout)]


def _measure_here(name: str, count: int) -> list[Samples]:
    from courses.models import Course

    course = Course.objects.get()
    teacher = fill(course)
    series = [_page(f"{label}, {name}", address, teacher, count) for label, address in PAGES.items()]
    series.append(_timed(f"the same as CSV, {name}", CSV_TARGET, _reader(teacher, CSV), max(3, count // 4)))
    return series + _upkeep(course, name, count)


def fill(course: Course) -> User:
    """Enroll a thousand students with a hundred thousand submissions, extensions and overrides; return a teacher."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from accounts.models import User
    from benchmarks.crowd import enroll, hand_in
    from courses.models import Enrollment, Exercise, Role
    from grader.gradebook.scoring import refresh_course
    from grader.models import Extension, ScoreOverride

    students = enroll(course, STUDENTS)
    exercises = list(Exercise.objects.published().select_related("current").order_by("pk"))
    Exercise.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    each, left = divmod(SUBMISSIONS // STUDENTS, len(exercises))
    hand_in(students, exercises, each)
    hand_in(students, exercises[:left], 1)
    later = timezone.now() + timedelta(days=1)
    Extension.objects.bulk_create(Extension(exercise=exercises[0], student=one, due_at=later) for one in students)
    ScoreOverride.objects.bulk_create(
        ScoreOverride(exercise=exercises[1], student=one, score=5, reason="Oral") for one in students[:500]
    )
    refresh_course(course)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    teacher = User.objects.create_user("teacher@example.org")
    Enrollment.objects.create(course=course, user=teacher, role=Role.INSTRUCTOR)
    return teacher


def _page(label: str, address: str, teacher: User, count: int) -> Samples:
    return _timed(label, PAGE_TARGET, _reader(teacher, address), count)


def _reader(teacher: User, address: str) -> Callable[[], None]:
    from django.test import Client

    client = Client()
    client.force_login(teacher)

    def read() -> None:
        response = client.get(address)
        if response.status_code != 200 or not b"".join(response):
            raise RuntimeError(f"{address} answered {response.status_code}")

    return read


def _upkeep(course: Course, name: str, count: int) -> list[Samples]:
    """What it costs to keep scores: after one grading, and when the policy of the whole course changes."""
    from courses.models import Enrollment, Exercise
    from grader.gradebook.scoring import refresh, refresh_course

    exercise = Exercise.objects.published().order_by("pk").first()
    student = Enrollment.objects.filter(course=course).values_list("user", flat=True).first()
    if exercise is None or student is None:
        raise RuntimeError("the course is empty")
    return [
        _timed(f"one score kept after a grading, {name}", None, lambda: refresh(exercise, [student]), count),
        _timed(f"all scores of the course computed anew, {name}", None, lambda: refresh_course(course), 3),
    ]


def _timed(label: str, target: float | None, act: Callable[[], None], count: int) -> Samples:
    """Measure in milliseconds, without the first time, which reads templates."""
    act()
    samples = Samples(label, "ms", target=target)
    for _turn in range(count):
        began = time.perf_counter()
        act()
        samples.values.append((time.perf_counter() - began) * 1000)
    return samples


def _main(name: str, count: int) -> None:
    from benchmarks.database import database

    with database():
        series = _measure_here(name, count)
    fields = ("name", "unit", "target", "at_least", "values")
    print(json.dumps([{field: getattr(one, field) for field in fields} for one in series]))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
