"""Joining a course as a student by oneself: where it is open, or with its join code."""

from __future__ import annotations

import secrets

from django.db import transaction

from accounts.models import User
from courses.audit import record
from courses.changes import tell_section_changed
from courses.models import Action, Course, Enrollment, Joining, Role
from courses.people.invitations import open_invitations, take
from courses.people.roles import note_role

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without 0, O, 1, I and L, which people take for each other."""
CODE_LENGTH = 8
LONGEST_ENTRY = 40


def new_code() -> str:
    """Return a join code that no course has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        if not Course.objects.filter(join_code=code).exists():
            return code


def spelled(code: str) -> str:
    """Return a code as people read it out: ``ABCD-EFGH``."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def normalized(entry: str) -> str:
    """Return what somebody typed as a code is stored: without blanks and hyphens, in upper case."""
    return "".join(letter for letter in entry.upper() if letter.isalnum())


def find_by_code(entry: str) -> Course | None:
    """Return the course that a code opens; ``None`` for a wrong one, and where only the invited join."""
    code = normalized(entry[: LONGEST_ENTRY + 1])
    if not code or len(entry) > LONGEST_ENTRY:
        return None
    return Course.objects.filter(join_code=code).exclude(joining=Joining.INVITED).first()


def change_code(course: Course, actor: User, code: str | None) -> None:
    """Give a course another join code, or with ``None`` none; the old one stops working at once."""
    with transaction.atomic():
        before = Course.objects.select_for_update().values_list("join_code", flat=True).get(pk=course.pk)
        course.join_code = code
        course.save(update_fields=["join_code"])
        if before != code:
            record(course, actor, Action.SETTINGS, "join code", before=before, after=code)


def join(course: Course, user: User, reason: str) -> bool:
    """Make ``user`` a student; ``False`` for somebody who is in the course already, whose role stays.

    An open invitation of a student with the person's address gives its section and name, and is accepted by this.
    """
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        if Enrollment.objects.filter(course=course, user=user).exists():
            return False
        invitation = open_invitations(course).filter(email=user.email.lower(), role=Role.STUDENT).first()
        section = invitation.section if invitation else None
        Enrollment.objects.create(course=course, user=user, role=Role.STUDENT, section=section)
        tell_section_changed(course.pk, [user.pk])
        note_role(course, user, user, before=None, after=Role.STUDENT, reason=reason)
        if invitation:
            take(invitation, user)
    return True
