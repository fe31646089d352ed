"""Writes the audit: one entry for a change, in the change's own transaction."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from accounts.models import User
from courses.models import Action, AuditEntry, Course

MAX_SUBJECT = 300


def named(thing: object) -> str:
    """Return what a course, an exercise or a person is called in the language of the site's default."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(thing)


def record(
    course: Course,
    actor: User | None,
    action: Action,
    subject: str,
    *,
    before: object = "",
    after: object = "",
    reason: str = "",
    person: User | None = None,
) -> AuditEntry:
    """Store that ``actor`` changed something, from what to what, and why.

    ``subject`` names what was changed as people know it, in the language of the site's default; ``before`` and
    ``after`` are stored as text, ``None`` as empty. ``person`` is whom it is about, such as the student of an override.
    """
    return AuditEntry.objects.create(
        course=course,
        actor=actor,
        action=action,
        subject=subject[:MAX_SUBJECT],
        before="" if before is None else str(before),
        after="" if after is None else str(after),
        reason=reason,
        person=person,
    )
