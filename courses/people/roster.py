"""What a roster would change in a course, row by row, and changing it.

People with an account become students at once; others, and everybody who is to teach, are invited: addresses are not
verified on this site (`courses.people.invitations`). Nobody's role is changed, and nobody is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Unpack

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from courses.audit import Details, entry_of
from courses.changes import tell_section_changed
from courses.models import Action, AuditEntry, Course, Enrollment, Invitation, Role, Section
from courses.people.invitations import described, new_token, open_invitations
from courses.people.roles import may_manage, naming
from courses.people.roster_reading import RosterRow


class Fate(models.TextChoices):
    """What becomes of a row."""

    ENROLLED = "enrolled", gettext_lazy("enrolled")
    INVITED = "invited", gettext_lazy("invited")
    MOVED = "moved", gettext_lazy("moved to the section")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    BAD = "bad", gettext_lazy("left out")


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """A row and what becomes of it, with whom or what it is about."""

    row: RosterRow
    fate: Fate
    problem: str = ""
    user: User | None = None
    enrollment: Enrollment | None = None
    invitation: Invitation | None = None

    @property
    def role(self) -> str:
        """The label of the role that the person has then."""
        known = self.enrollment or self.invitation
        return str(Role(known.role if known else self.row.role or Role.STUDENT).label)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a roster would change, and the sections that it needs and the course has not."""

    rows: tuple[PlannedRow, ...]
    new_sections: tuple[str, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many rows have which fate, as value, label and number; none that no row has."""
        counted = Counter(one.fate for one in self.rows)
        return [(fate.value, str(fate.label), counted[fate]) for fate in Fate if counted[fate]]

    @property
    def bad(self) -> list[PlannedRow]:
        """The rows that are left out."""
        return [one for one in self.rows if one.fate == Fate.BAD]

    @property
    def changes(self) -> int:
        """How many rows change anything."""
        return sum(one.fate not in (Fate.BAD, Fate.UNCHANGED) for one in self.rows)


def plan(course: Course, rows: Iterable[RosterRow], uploader: User) -> Plan:
    """Return what becomes of each row when ``uploader`` confirms; changes nothing. As many queries for any number."""
    rows = tuple(rows)
    emails = [row.email for row in rows if not row.problem]
    known = _Known(course, emails)
    may_give = {role for role in Role if may_manage(uploader, course, role)}
    planned = tuple(_planned(row, known, may_give) for row in rows)
    wanted = [one.row.section for one in planned if one.fate not in (Fate.BAD, Fate.UNCHANGED)]
    new = {name.casefold(): name for name in reversed(wanted) if name and name.casefold() not in known.sections}
    return Plan(rows=planned, new_sections=tuple(sorted(new.values())))


def apply(course: Course, rows: Iterable[RosterRow], uploader: User) -> Plan:
    """Do what `plan` says of the course as it is now, all of it or nothing, and return the plan."""
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        found = plan(course, rows, uploader)
        Section.objects.bulk_create(Section(course=course, name=name) for name in found.new_sections)
        sections = {one.name.casefold(): one for one in Section.objects.filter(course=course)}
        notes = [_note(course, uploader, Action.SECTION, name, after=name) for name in found.new_sections]
        for one in found.rows:
            notes += _DOING[one.fate](course, uploader, one, sections.get(one.row.section.casefold()))
        AuditEntry.objects.bulk_create(notes)
        tell_section_changed(course.pk, [row.user.pk for row in found.rows if row.user])
    return found


class _Known:
    """What is known of the people of some addresses, by address in lower case, and of the sections, by name."""

    def __init__(self, course: Course, emails: list[str]) -> None:
        users = User.objects.annotate(lower=Lower("email")).filter(lower__in=emails)
        self.users: dict[str, User] = {user.email.lower(): user for user in users}
        here = Enrollment.objects.filter(course=course, user__in=users).select_related("user", "section")
        self.enrollments = {one.user.email.lower(): one for one in here}
        self.invitations = {one.email: one for one in open_invitations(course).filter(email__in=emails)}
        self.sections = {one.name.casefold(): one for one in Section.objects.filter(course=course)}


def _planned(row: RosterRow, known: _Known, may_give: set[Role]) -> PlannedRow:
    if row.problem:
        return PlannedRow(row=row, fate=Fate.BAD, problem=row.problem)
    found = PlannedRow(
        row=row,
        fate=Fate.BAD,
        user=known.users.get(row.email),
        enrollment=known.enrollments.get(row.email),
        invitation=known.invitations.get(row.email),
    )
    here = found.enrollment or found.invitation
    if here is not None and _is_so(row, here):
        return replace(found, fate=Fate.UNCHANGED)
    if problem := _role_problem(row, here, may_give):
        return replace(found, problem=problem)
    if here is not None:
        return replace(found, fate=Fate.MOVED)
    is_student = (row.role or Role.STUDENT) == Role.STUDENT
    return replace(found, fate=Fate.ENROLLED if found.user and is_student else Fate.INVITED)


def _is_so(row: RosterRow, here: Enrollment | Invitation) -> bool:
    """Whether a row says nothing but what is so already."""
    section = here.section.name if here.section else ""
    return row.role in (None, here.role) and row.section.casefold() in ("", section.casefold())


def _role_problem(row: RosterRow, here: Enrollment | Invitation | None, may_give: set[Role]) -> str:
    role = row.role or (Role(here.role) if here else Role.STUDENT)
    if role not in may_give:
        return _("Only an owner of the course enrolls or changes this role: {role}.").format(role=role.label)
    if here is None or here.role == role:
        return ""
    if isinstance(here, Invitation):
        return _("This person is invited as {role}. Withdraw that invitation first.").format(role=Role(here.role).label)
    return _("This person is in the course as {role}. Change roles on the page “People”.").format(
        role=Role(here.role).label
    )


def _note(course: Course, actor: User, action: Action, subject: str, **details: Unpack[Details]) -> AuditEntry:
    details["reason"] = "roster"
    return entry_of(course, actor, action, subject, **details)


def _enroll(course: Course, actor: User, one: PlannedRow, section: Section | None) -> list[AuditEntry]:
    if one.user is None:
        return []
    Enrollment.objects.create(course=course, user=one.user, role=Role.STUDENT, section=section)
    label = Role.STUDENT.label
    return [_note(course, actor, Action.ROLE, naming(one.user), after=label, person=one.user)]


def _invite(course: Course, actor: User, one: PlannedRow, section: Section | None) -> list[AuditEntry]:
    made = Invitation.objects.create(
        course=course,
        email=one.row.email,
        name=one.row.name,
        role=one.row.role or Role.STUDENT,
        section=section,
        token=new_token(),
        invited_by=actor,
    )
    return [_note(course, actor, Action.INVITATION, made.email, after=described(made))]


def _move(course: Course, actor: User, one: PlannedRow, section: Section | None) -> list[AuditEntry]:
    here = one.enrollment or one.invitation
    if here is None:
        return []
    before, here.section = here.section, section
    here.save(update_fields=["section"])
    subject = naming(one.user) if one.enrollment and one.user else one.row.email
    person = one.user if one.enrollment else None
    return [_note(course, actor, Action.SECTION, subject, before=before, after=section, person=person)]


def _nothing(_course: Course, _actor: User, _one: PlannedRow, _section: Section | None) -> list[AuditEntry]:
    return []


_DOING = {
    Fate.ENROLLED: _enroll,
    Fate.INVITED: _invite,
    Fate.MOVED: _move,
    Fate.UNCHANGED: _nothing,
    Fate.BAD: _nothing,
}
