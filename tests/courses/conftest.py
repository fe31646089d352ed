"""A course that two people write in the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course
from tests.courses.working import join, make_author, make_working_course


@pytest.fixture
def ina(db: None) -> User:
    """The first author."""
    return make_author("ina@example.org")


@pytest.fixture
def working_course(ina: User) -> Course:
    """The course ``demo``, written by Ina."""
    course = make_working_course(ina)
    join(course, ina)
    return course


@pytest.fixture
def author(working_course: Course, ina: User) -> Client:
    """Ina, signed in."""
    client = Client()
    client.force_login(ina)
    return client
