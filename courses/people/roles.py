"""The people of a course: who may change whom, their roles and sections, and their leaving. Work is always kept.

Every change is recorded in the audit, in its own transaction.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import User, called
from courses.access import may
from courses.audit import record
from courses.changes import tell_section_changed
from courses.models import Action, Course, Enrollment, Role, Section

RANKS = {Role.STUDENT: 0, Role.ASSISTANT: 1, Role.INSTRUCTOR: 2, Role.OWNER: 3}
NO_SECTION = "none"


class PeopleError(Exception):
    """A change to the people of a course that cannot be made; its text tells the reader why and what to do."""


def may_manage(user: User | AnonymousUser, course: Course, role: str) -> bool:
    """Return whether ``user`` may give, change and take a role in a course."""
    of_teachers = role in (Role.INSTRUCTOR, Role.OWNER)
    return may(user, "courses.manage_teachers" if of_teachers else "courses.manage_students", course)


def roles_to_give(user: User | AnonymousUser, course: Course) -> list[Role]:
    """Return the roles that ``user`` may give to others, the lowest first."""
    return [role for role in RANKS if may_manage(user, course, role)]


def people_of(course: Course, words: str = "", role: str = "", section: str = "") -> QuerySet[Enrollment]:
    """Return a course's people, those who teach first, then by name.

    ``words`` stand in a name or an address; ``section`` is a section's id, or `NO_SECTION`.
    """
    found = Enrollment.objects.filter(course=course).select_related("user", "section")
    if words:
        found = found.filter(called(words))
    if role:
        found = found.filter(role=role)
    if section == NO_SECTION:
        found = found.filter(section=None)
    elif section.isdecimal():
        found = found.filter(section=int(section))
    ranks = [When(role=role, then=Value(-rank)) for role, rank in RANKS.items()]
    return found.order_by(Case(*ranks, output_field=IntegerField()), "user__name", "user__email")


def change(enrollment: Enrollment, actor: User, role: Role, section: Section | None, reason: str = "") -> bool:
    """Give a person a role and a section; return whether anything changed.

    `PeopleError` where ``actor`` may not give or take one of the roles, and for the last owner.
    """
    course = enrollment.course
    with transaction.atomic():
        found = _locked(enrollment)
        if role != found.role:
            _check_roles(actor, course, found.role, role)
            if found.role == Role.OWNER:
                _check_other_owner(found)
            note_role(course, actor, found.user, before=found.role, after=role, reason=reason)
        elif not may_manage(actor, course, role):
            raise PeopleError(_("Only an owner changes instructors and owners."))
        if section != found.section:
            note_section(course, actor, found.user, before=found.section, after=section, reason=reason)
        is_changed = role != found.role or section != found.section
        Enrollment.objects.filter(pk=found.pk).update(role=role, section=section)
        if section != found.section:
            tell_section_changed(course.pk, [found.user_id])
    return is_changed


def remove(enrollment: Enrollment, actor: User, reason: str = "") -> None:
    """Take a person out of a course; what they handed in stays.

    `PeopleError` where ``actor`` may not, and for the last owner.
    """
    with transaction.atomic():
        found = _locked(enrollment)
        _check_roles(actor, found.course, found.role)
        if found.role == Role.OWNER:
            _check_other_owner(found)
        note_role(found.course, actor, found.user, before=found.role, after=None, reason=reason)
        found.delete()
        tell_section_changed(found.course_id, [found.user_id])


def note_role(
    course: Course, actor: User, person: User, *, before: str | None, after: str | None, reason: object = ""
) -> None:
    """Record that a person's role changed; ``None`` for being in the course no more, or not yet."""
    labels = [Role(role).label if role else "" for role in (before, after)]
    record(course, actor, Action.ROLE, naming(person), before=labels[0], after=labels[1], reason=reason, person=person)


def note_section(
    course: Course, actor: User, person: User, *, before: Section | None, after: Section | None, reason: object = ""
) -> None:
    """Record that a person went from one section to another; ``None`` for being in none."""
    record(course, actor, Action.SECTION, naming(person), before=before, after=after, reason=reason, person=person)


def naming(person: User) -> str:
    """Return a person's name and address, which together tell people of one name apart."""
    return f"{person.display_name} <{person.email}>"


def _locked(enrollment: Enrollment) -> Enrollment:
    """Return the enrollment as it is now, while nobody else can change the people of its course."""
    Course.objects.select_for_update().get(pk=enrollment.course_id)
    found = Enrollment.objects.select_related("course", "user", "section").filter(pk=enrollment.pk).first()
    if found is None:
        raise PeopleError(_("Somebody else has just taken this person out of the course."))
    return found


def _check_roles(actor: User, course: Course, *roles: str) -> None:
    if not all(may_manage(actor, course, role) for role in roles):
        raise PeopleError(_("Only an owner changes instructors and owners."))


def _check_other_owner(enrollment: Enrollment) -> None:
    owners = Enrollment.objects.filter(course=enrollment.course_id, role=Role.OWNER)
    if not owners.exclude(pk=enrollment.pk).exists():
        raise PeopleError(
            _("A course always has an owner, and this is the last one. Make somebody else an owner first.")
        )
