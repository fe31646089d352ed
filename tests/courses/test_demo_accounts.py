"""Demo accounts: on the embedded site only."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from courses.models import Course, Enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(settings: Settings) -> None:
    settings.DEMO_ACCOUNTS = True


@pytest.fixture
def course() -> Course:
    return Course.objects.create(slug="demo", title={"en": "Demo", "ko": "데모"})


def test_command_refuses_anywhere_but_on_the_embedded_site(course: Course) -> None:
    with pytest.raises(CommandError, match="only on the embedded site"):
        call_command("create_demo_accounts")

    assert not User.objects.exists()


@pytest.mark.usefixtures("embedded")
def test_three_people_can_sign_in_with_the_public_password(course: Course) -> None:
    call_command("create_demo_accounts")

    people = {user.email: user for user in User.objects.all()}
    assert set(people) == {"student@example.org", "instructor@example.org", "admin@example.org"}
    assert all(user.check_password("backpass") for user in people.values())
    assert [email for email, user in people.items() if user.is_superuser and user.is_staff] == ["admin@example.org"]


@pytest.mark.usefixtures("embedded")
def test_student_and_instructor_are_enrolled_in_every_course(course: Course) -> None:
    call_command("create_demo_accounts")

    roles = Enrollment.objects.filter(course=course).values_list("user__email", "role")
    assert set(roles) == {("student@example.org", "student"), ("instructor@example.org", "owner")}


@pytest.mark.usefixtures("embedded")
def test_second_call_changes_nothing_that_people_changed(course: Course) -> None:
    call_command("create_demo_accounts")
    student = User.objects.get(email="student@example.org")
    student.set_password("my own from now on")
    student.save()

    call_command("create_demo_accounts")

    assert User.objects.get(email="student@example.org").check_password("my own from now on")
    assert (User.objects.count(), Enrollment.objects.count()) == (3, 2)
