"""Invitations: a place in a course that waits for the person with an e-mail address.

Addresses are not verified on this site, so a role above a student's is given only to somebody who holds the
invitation's link, and that link is shown only to those who may give the role.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.audit import record
from courses.changes import tell_section_changed
from courses.models import Action, Course, Enrollment, Invitation, Role, Section
from courses.people.roles import RANKS, PeopleError, note_role, note_section

TOKEN_BYTES = 24
BACKENDS_WITHOUT_MAIL = ("console", "dummy")


def open_invitations(course: Course) -> QuerySet[Invitation]:
    """Return the invitations that nobody has accepted, the latest first."""
    return Invitation.objects.filter(course=course, accepted_at=None).select_related("section", "invited_by", "course")


def invite(
    course: Course, actor: User, email: str, role: Role, *, section: Section | None = None, name: str = ""
) -> Invitation:
    """Store an invitation; `PeopleError` for somebody who is in the course or invited already."""
    email = email.lower()
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        if Enrollment.objects.filter(course=course, user__email__iexact=email).exists():
            raise PeopleError(_("{email} is in the course already. Change the role there.").format(email=email))
        if open_invitations(course).filter(email=email).exists():
            raise PeopleError(
                _("{email} is invited already. Withdraw that invitation first to change it.").format(email=email)
            )
        made = Invitation.objects.create(
            course=course,
            email=email,
            name=name,
            role=role,
            section=section,
            token=new_token(),
            invited_by=actor,
        )
        record(course, actor, Action.INVITATION, email, after=described(made))
    return made


def withdraw(invitation: Invitation, actor: User) -> None:
    """Make an open invitation's link lead nowhere."""
    with transaction.atomic():
        record(invitation.course, actor, Action.INVITATION, invitation.email, before=described(invitation))
        invitation.delete()


def expire(invitations: Collection[int]) -> None:
    """Remove invitations that are too old, and record it of those that were open."""
    with transaction.atomic():
        found = Invitation.objects.filter(pk__in=invitations).select_related("course", "section")
        for one in found.filter(accepted_at=None):
            record(one.course, None, Action.INVITATION, one.email, before=described(one), reason="too old")
        Invitation.objects.filter(pk__in=invitations).delete()


def is_for(invitation: Invitation, user: User) -> bool:
    """Return whether an invitation is for this person's address."""
    return invitation.email.lower() == user.email.lower()


def accept(invitation: Invitation, user: User) -> None:
    """Give ``user`` the invitation's place; a role that is higher already stays.

    `PeopleError` for an invitation that was accepted before.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).select_related("section").get(pk=invitation.pk)
        if found.accepted_at:
            raise PeopleError(_("This invitation has been accepted already."))
        role, section = Role(found.role), found.section
        here, is_new = Enrollment.objects.select_related("section").get_or_create(
            course=found.course, user=user, defaults={"role": role, "section": section}
        )
        _raise_to(here, role, section, is_new=is_new)
        tell_section_changed(found.course_id, [user.pk])
        take(found, user)


def _raise_to(enrollment: Enrollment, role: Role, section: Section | None, *, is_new: bool) -> None:
    """Record a new enrollment, or bring an old one up to what an invitation gives."""
    user, course, reason = enrollment.user, enrollment.course, "invitation"
    before: str | None = None if is_new else enrollment.role
    wanted = role if is_new or RANKS[role] > RANKS[Role(enrollment.role)] else Role(enrollment.role)
    if before != wanted:
        note_role(course, user, user, before=before, after=wanted, reason=reason)
    if not is_new and section and section != enrollment.section:
        note_section(course, user, user, before=enrollment.section, after=section, reason=reason)
    enrollment.role, enrollment.section = wanted, section or enrollment.section
    enrollment.save(update_fields=["role", "section"])


def take(invitation: Invitation, user: User) -> None:
    """Mark an invitation as accepted, and give an account without a name the invitation's."""
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if invitation.name and not user.name:
        user.name = invitation.name
        user.save(update_fields=["name"])


def described(invitation: Invitation) -> str:
    """Return an invitation's role and section, for the audit."""
    role = str(Role(invitation.role).label)
    return f"{role}, {invitation.section}" if invitation.section else role


def masked(email: str) -> str:
    """Return an address that its owner knows again and nobody else can read: ``j•••@e•••.org``."""
    local, _at, domain = email.partition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{host[:1]}•••.{ending}"


def new_token() -> str:
    """Return a secret that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def has_mail() -> bool:
    """Return whether this site sends e-mail to people, and does not only log it."""
    return not any(f".{name}." in settings.EMAIL_BACKEND for name in BACKENDS_WITHOUT_MAIL)


def mail(invitation: Invitation, address: str) -> bool:
    """Send an invitation with the link ``address``, where the site sends e-mail; return whether it was sent."""
    if not has_mail():
        return False
    what = _("You are invited to the course “{course}” as {role}.")
    text = "\n\n".join(
        (
            what.format(course=invitation.course, role=Role(invitation.role).label),
            _("Open this link and sign in, or create an account, with this e-mail address:"),
            address,
        )
    )
    subject = _("You are invited to “{course}”").format(course=invitation.course)
    try:
        return bool(send_mail(" ".join(subject.split()), text, None, [invitation.email]))
    except (SMTPException, OSError):
        return False
