"""The server's time for pages that students open, with a large class in the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.samples import Samples

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Course

STUDENTS = 500
SUBMISSIONS = 20_000
REQUESTS = 30
"""The fewest of each page."""
TARGET = 40
"""Milliseconds."""
COURSE = "/courses/deep-learning-with-keras/"
PAGES = {
    "home": "/",
    "course": COURSE,
    "course, searched": f"{COURSE}?q=loss",
    "lesson": f"{COURSE}losses/lessons/lesson/",
    "exercise": f"{COURSE}activations/exercises/activation-functions/",
    "my progress": f"{COURSE}progress/",
}


def measure(count: int) -> list[Samples]:
    """Measure each page as different students in turn. Needs a database with the bundled course and nobody in it."""
    from courses.models import Course

    course = Course.objects.get()
    students = fill(course)
    return [_page(name, address, students, max(count, REQUESTS)) for name, address in PAGES.items()]


def fill(course: Course) -> list[User]:
    """Enroll the class, which reads every lesson and hands in to every exercise in turn."""
    from benchmarks.crowd import enroll, hand_in, read_all
    from courses.models import Exercise

    students = enroll(course, STUDENTS)
    exercises = list(Exercise.objects.published().select_related("current"))
    read_all(students, course)
    each, left = divmod(SUBMISSIONS // STUDENTS, len(exercises))
    hand_in(students, exercises, each)
    hand_in(students, exercises[:left], 1)
    return students


def _page(name: str, address: str, students: list[User], count: int) -> Samples:
    samples = Samples(f"server time of {name}, {STUDENTS} students, {SUBMISSIONS} submissions", "ms", target=TARGET)
    samples.values.extend(_times(address, students[: count + 1]))
    return samples


def _times(address: str, students: list[User]) -> Iterator[float]:
    """Yield milliseconds, without the first, which reads templates."""
    from django.test import Client

    for number, student in enumerate(students):
        client = Client()
        client.force_login(student)
        began = time.perf_counter()
        response = client.get(address)
        seconds = time.perf_counter() - began
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        if number:
            yield seconds * 1000
