"""``manage.py create_demo_accounts``: people to try the embedded site with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.backends import DEMO_PASSWORD
from accounts.models import User
from courses.models import Course, Role

PASSWORD = DEMO_PASSWORD
STUDENT, INSTRUCTOR, ADMIN = "student@example.org", "instructor@example.org", "admin@example.org"
NAMES = {STUDENT: "Sam Student", INSTRUCTOR: "Ina Instructor", ADMIN: "Ada Admin"}


class Command(BaseCommand):
    """Create the demo accounts that are missing and enroll them in all courses. Existing accounts stay as they are."""

    help = "Create a student, an instructor and an administrator with a public password, on an embedded site only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` anywhere but on an embedded site with its own database."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError(
                "Demo accounts have a public password. They are created only on the embedded site that `make run` "
                "starts, with its own database."
            )
        create_demo_accounts()


@transaction.atomic
def create_demo_accounts() -> None:
    """Create the missing accounts, and enroll the student and the instructor in every course."""
    student = _account(STUDENT)
    instructor = _account(INSTRUCTOR)
    _account(ADMIN, is_staff=True, is_superuser=True)
    for course in Course.objects.all():
        course.enrollments.get_or_create(user=student, defaults={"role": Role.STUDENT})
        course.enrollments.get_or_create(user=instructor, defaults={"role": Role.OWNER})


def _account(email: str, **fields: Any) -> User:
    existing = User.objects.filter(email=email).first()
    return existing or User.objects.create_user(email, PASSWORD, name=NAMES[email], **fields)
