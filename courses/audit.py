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
    subject: object,
    *,
    before: object = "",
    after: object = "",
    reason: object = "",
    person: User | None = None,
) -> AuditEntry:
    """Store that ``actor`` changed something, from what to what, and why.

    ``subject`` names what was changed as people know it. All four are stored as text in the language of the site's
    default, ``None`` as empty. ``person`` is whom it is about, such as the student of an override.
    """
    entry = entry_of(course, actor, action, subject, before=before, after=after, reason=reason, person=person)
    entry.save()
    return entry


def entry_of(
    course: Course,
    actor: User | None,
    action: Action,
    subject: object,
    *,
    before: object = "",
    after: object = "",
    reason: object = "",
    person: User | None = None,
) -> AuditEntry:
    """Return what `record` would store, for those who store many at once with ``bulk_create``."""
    with translation.override(settings.LANGUAGE_CODE):
        return AuditEntry(
            course=course,
            actor=actor,
            action=action,
            subject=str(subject)[:MAX_SUBJECT],
            before=_text(before),
            after=_text(after),
            reason=_text(reason),
            person=person,
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)
