"""Writes the audit: one entry for a change, in the change's own transaction."""

from __future__ import annotations

from typing import TypedDict, Unpack

from django.conf import settings
from django.utils import translation

from accounts.models import User
from courses.models import Action, AuditEntry, Course

MAX_SUBJECT = 300


class Details(TypedDict, total=False):
    """What an entry tells beside its subject.

    Texts are stored in the language of the site's default, ``None`` as empty; ``person`` is whom it is about, such as
    the student of an override.
    """

    before: object
    after: object
    reason: object
    person: User | None


def named(thing: object) -> str:
    """Return what a course, an exercise or a person is called in the language of the site's default."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(thing)


def record(
    course: Course,
    actor: User | None,
    action: Action,
    subject: object,
    **details: Unpack[Details],
) -> AuditEntry:
    """Store that ``actor`` changed something, from what to what, and why.

    ``subject`` names what was changed as people know it.
    """
    entry = entry_of(course, actor, action, subject, **details)
    entry.save()
    return entry


def entry_of(
    course: Course,
    actor: User | None,
    action: Action,
    subject: object,
    **details: Unpack[Details],
) -> AuditEntry:
    """Return what `record` would store, for those who store many at once with ``bulk_create``."""
    with translation.override(settings.LANGUAGE_CODE):
        return AuditEntry(
            course=course,
            actor=actor,
            action=action,
            subject=str(subject)[:MAX_SUBJECT],
            before=_text(details.get("before")),
            after=_text(details.get("after")),
            reason=_text(details.get("reason")),
            person=details.get("person"),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)
