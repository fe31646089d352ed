"""Deleting a person: what is theirs goes; what a course must be able to show later keeps a pseudonym.

Gone: the account's name, addresses, password and sessions, enrollments, submissions, runs and drafts with all that was
judged and shown of them, scores, hints, extensions, overrides, reading marks, invitations. Statistics are computed from
that and count the person no more: code and its output can name whoever wrote it, and in a small course so can a score.

Kept under a pseudonym: entries of the audit, and that somebody published, invited or granted something. They tell how
other people's grades and a course came about. The pseudonym is the same everywhere, and nothing leads from it back.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.audit import pseudonymize
from courses.models import Course, Enrollment, Invitation, Role
from operations.personal.addresses import addresses_of

DOMAIN = "deleted.invalid"
"""A name that can never be anybody's: RFC 2606 reserves it."""


class CannotDelete(Exception):
    """The person cannot be deleted now; the message says why, to whoever asks."""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """How many rows of a kind are deleted with a person."""

    what: str
    count: int


def obstacle(person: User) -> str:
    """Return why a person cannot be deleted now, in the reader's language; empty where nothing is in the way."""
    if courses := solely_owned(person):
        names = ", ".join(str(course) for course in courses)
        return _(
            "This account is the only owner of: {courses}. Make somebody else an owner there first, under People."
        ).format(courses=names)
    if person.is_superuser and not _others().exclude(pk=person.pk).filter(is_superuser=True).exists():
        return _("This account is the only administrator of this site. Make somebody else one first.")
    return ""


def solely_owned(person: User) -> list[Course]:
    """Return the courses that nobody else owns who could sign in."""
    others = Enrollment.objects.filter(
        course=models.OuterRef("pk"), role=Role.OWNER, user__in=_others().exclude(pk=person.pk)
    )
    owned = Course.objects.filter(enrollments__user=person, enrollments__role=Role.OWNER)
    return list(owned.exclude(models.Exists(others)))


def removals(person: User) -> list[Removal]:
    """Return what would be deleted with a person, for a dry run."""
    found = [Removal(what=str(rows.model._meta.verbose_name), count=rows.count()) for rows in _owned_rows(person)]
    return [one for one in found if one.count]


def request_deletion(person: User, now: datetime | None = None) -> datetime:
    """Note that a person wants to be deleted, end their sessions, and return when it will happen."""
    due = (now or timezone.now()) + timedelta(days=settings.ACCOUNT_DELETION_DAYS)
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(deletion_due_at=due)
        end_sessions(person)
    return due


def withdraw_request(person: User) -> bool:
    """Forget that a person wanted to be deleted; return whether they did."""
    return bool(User.objects.filter(pk=person.pk, deletion_due_at__isnull=False).update(deletion_due_at=None))


@transaction.atomic
def delete_person(person: User, *, due: datetime | None = None) -> str:
    """Delete a person for good and return the pseudonym. `CannotDelete` where something is in the way.

    With ``due``, nothing happens, and the pseudonym is empty, unless the person is to be deleted by then: they may have
    taken it back since somebody asked. Work that is being judged loses its claim, so nothing of it is written
    afterwards.
    """
    found = User.objects.select_for_update().filter(pk=person.pk)
    if due is not None and not (found := found.filter(deletion_due_at__lte=due)):
        return ""
    person = found.get()
    if reason := obstacle(person):
        raise CannotDelete(reason)
    pseudonym = secrets.token_hex(4)
    addresses, name = _only_theirs(person), f"Deleted person {pseudonym}"
    end_sessions(person)
    pseudonymize(person, addresses, name)
    Invitation.objects.filter(_any_of("email", addresses)).delete()
    _forget_administration(person, name)
    for rows in _owned_rows(person):
        rows.delete()
    _leave_only(person, pseudonym, name)
    return name


def end_sessions(person: User) -> None:
    """Sign a person out everywhere."""
    mine = [one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=mine).delete()


def _others() -> models.QuerySet[User]:
    return User.objects.filter(is_active=True, deletion_due_at=None)


def _owned_rows(person: User) -> Iterator[models.QuerySet[models.Model]]:
    """Yield the rows of every table that belong to a person: those that the database would delete with the account.

    Tables that are made later are found by themselves; what only refers to a person says so by ``SET_NULL``.
    """
    for relation in User._meta.related_objects:
        if getattr(relation, "on_delete", None) is models.CASCADE:
            rows: models.QuerySet[models.Model] = relation.related_model._base_manager.all()
            yield rows.filter(**{relation.field.name: person}).only("pk")


def _only_theirs(person: User) -> list[str]:
    """Return the addresses that are nobody else's account: anybody may have added them to theirs, without a proof."""
    others = User.objects.exclude(pk=person.pk)
    return [one for one in addresses_of(person) if not others.filter(email__iexact=one).exists()]


def _any_of(field: str, addresses: Collection[str]) -> models.Q:
    return models.Q(*((f"{field}__iexact", one) for one in addresses), _connector=models.Q.OR)


def _forget_administration(person: User, name: str) -> None:
    """Take a person's name out of what administrators did to the account."""
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    about.update(object_repr=name, change_message="")


def _leave_only(person: User, pseudonym: str, name: str) -> None:
    """Leave of the account nothing but a name that stands for it where it is referred to."""
    person.groups.clear()
    person.user_permissions.clear()
    person.email, person.name, person.language = f"{pseudonym}@{DOMAIN}", name, ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.date_joined, person.last_login, person.deletion_due_at = timezone.now(), None, None
    person.set_unusable_password()
    person.save()
