"""Writes the audit: one entry for a change, in the change's own transaction."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation

from accounts.models import User
from courses.models import Action, AuditEntry, Course

MAX_SUBJECT = 300
TEXTS = ("subject", "before", "after", "reason")


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


def pseudonymize(person: User, addresses: Collection[str], pseudonym: str) -> int:
    """Let entries say ``pseudonym`` for a person whose account is deleted; return in how many.

    An address is replaced wherever it stands, the name in entries by and about the person: elsewhere it may be somebody
    else's. This is the only change that entries ever see: what was done, when and why stays as it is.
    """
    entries: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry)  # The entries' own manager refuses changes.
    named_here = Q(person=person) | Q(actor=person)
    addressed = Q(*((f"{field}__icontains", one) for field in TEXTS for one in addresses), _connector=Q.OR)
    found = list(entries.filter(named_here | addressed))
    shown = [*addresses, *([person.display_name] if person.display_name else [])]
    for entry in found:
        is_about = person.pk in (entry.person_id, entry.actor_id)
        _replace(entry, shown if is_about else addresses, pseudonym)
    entries.bulk_update(found, TEXTS, batch_size=200)
    return len(found)


def _replace(entry: AuditEntry, words: Collection[str], pseudonym: str) -> None:
    pattern = re.compile("|".join(map(_whole, words)), re.IGNORECASE)
    for field in TEXTS:
        replaced = pattern.sub(pseudonym, getattr(entry, field))
        setattr(entry, field, replaced[:MAX_SUBJECT] if field == "subject" else replaced)


def _whole(word: str) -> str:
    """Return the pattern of a whole word; to a Korean name, particles are attached."""
    return rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if word.isascii() else "")


def _text(value: object) -> str:
    return "" if value is None else str(value)
