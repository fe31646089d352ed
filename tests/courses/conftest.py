"""The authors of a course that is written in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course
from tests.courses.authors import person, site_course

LESSON_TEXT = b"# Doubling\n\nSee [it](exercise:double) and $x^2$.\n\n![a plot](figures/plot.svg)\n"


@pytest.fixture
def ina(db: None) -> User:
    """The owner of the course."""
    return person("Ina")


@pytest.fixture
def written(ina: User, tmp_path: Path) -> Course:
    """A course in the browser: one unit with a lesson and an exercise, nothing of it published."""
    return site_course(ina)


@pytest.fixture
def working_course(ina: User) -> Course:
    """The course ``demo``, written by Ina, with a formula in its lesson."""
    return site_course(ina, **{"basics/lesson.en.md": LESSON_TEXT})


@pytest.fixture
def author(working_course: Course, ina: User) -> Client:
    """Ina, signed in."""
    client = Client()
    client.force_login(ina)
    return client
