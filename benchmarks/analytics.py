"""The server's time for overview and analytics of a course with 1,000 students and 100,000 submissions, on PostgreSQL.

Run as a program with a count, it fills the database that TEST_DATABASE_URL names and prints the figures as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.samples import Samples
from tests.servers import private_postgres

COURSE = "deep-learning-with-keras"
EXERCISE = ("keras", "iris-classifier")
TARGETS = {"overview": 600}
TARGET = 300
"""Milliseconds, where ``TARGETS`` has no other."""
ANALYTICS = f"/teach/{COURSE}/{EXERCISE[0]}/exercises/{EXERCISE[1]}/"
PAGES = {
    "analytics of an exercise": ANALYTICS,
    "analytics of one section": f"{ANALYTICS}?section={{section}}",
    "overview of the course": f"/teach/{COURSE}/",
}


def measure(count: int) -> list[Samples]:
    """Measure in a process of its own, on a PostgreSQL server that is started for it; nothing where there is none."""
    with private_postgres() as url:
        if url is None:
            print("PostgreSQL is not installed (Debian: postgresql); the analytics are not measured.", flush=True)
            return []
        environment = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
        command = [sys.executable, "-m", "benchmarks.analytics", str(count)]
        printed = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [
        Samples(
            f"server time of {name}, 1,000 students, 100,000 submissions",
            "ms",
            target=TARGETS.get(name.split()[0], TARGET),
            values=values,
        )
        for name, values in json.loads(printed).items()
    ]


def _main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from accounts.models import User
    from benchmarks.term import fill_term
    from courses.loading import load_content
    from courses.models import Course, Enrollment, Exercise, Role, Section

    call_command("migrate", verbosity=0)
    load_content()
    course = Course.objects.get(slug=COURSE)
    teacher = User.objects.create_user("teacher@example.org")
    Enrollment.objects.create(course=course, user=teacher, role=Role.OWNER)
    fill_term(course, Exercise.objects.get(unit__slug=EXERCISE[0], slug=EXERCISE[1]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    section = Section.objects.filter(course=course).values_list("pk", flat=True).first()
    count = int(sys.argv[1])
    pages = {name: address.format(section=section) for name, address in PAGES.items()}
    print(json.dumps({name: list(_times(address, teacher, count)) for name, address in pages.items()}))


def _times(address: str, teacher: object, count: int) -> Iterator[float]:
    """Yield milliseconds, without the first, which reads templates."""
    from django.test import Client

    client = Client()
    client.force_login(teacher)  # type: ignore[arg-type]
    for number in range(count + 1):
        began = time.perf_counter()
        response = client.get(address)
        seconds = time.perf_counter() - began
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        if number:
            yield seconds * 1000


if __name__ == "__main__":
    _main()
