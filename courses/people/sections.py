"""Sections of a course: adding, renaming, removing. Names are compared without regard to case."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from courses.audit import record
from courses.changes import tell_section_changed
from courses.models import Action, Course, Role, Section
from courses.people.roles import PeopleError


def sections_of(course: Course) -> QuerySet[Section]:
    """Return a course's sections by name, each with its number of students in ``students``."""
    students = Count("enrollments", filter=Q(enrollments__role=Role.STUDENT))
    return Section.objects.filter(course=course).annotate(students=students)


def tidy(name: str) -> str:
    """Return a section's name without superfluous blanks."""
    return " ".join(name.split())


def add(course: Course, actor: User, name: str) -> Section:
    """Store a new section; `PeopleError` where one of that name stands already."""
    with transaction.atomic():
        name = _free_name(course, name)
        made = Section.objects.create(course=course, name=name)
        record(course, actor, Action.SECTION, name, after=name)
    return made


def rename(section: Section, actor: User, name: str) -> None:
    """Give a section another name; `PeopleError` where another one has it."""
    before = section.name
    with transaction.atomic():
        section.name = _free_name(section.course, name, section)
        section.save(update_fields=["name"])
        if before != section.name:
            record(section.course, actor, Action.SECTION, before, before=before, after=section.name)


def remove(section: Section, actor: User) -> None:
    """Remove a section; its students stay in the course, without one."""
    with transaction.atomic():
        students = list(section.enrollments.values_list("user", flat=True))
        reason = f"{len(students)} people are without a section now." if students else ""
        record(section.course, actor, Action.SECTION, section.name, before=section.name, reason=reason)
        section.delete()
        tell_section_changed(section.course_id, students)


def _free_name(course: Course, name: str, but: Section | None = None) -> str:
    name = tidy(name)
    others = [one for one in Section.objects.select_for_update().filter(course=course) if one != but]
    if any(other.name.casefold() == name.casefold() for other in others):
        raise PeopleError(_("There is a section “{name}” already.").format(name=name))
    return name
