"""Roles and sections of people, who may change them, and the pages where that is done."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.access import role_in
from courses.models import AuditEntry, Course, Enrollment, Role, Section
from courses.people import roles as people
from courses.people import sections
from courses.people.roles import PeopleError
from grader.models import Format, Submission
from tests.courses.class_cast import audited, join_as, make_course
from tests.grader.cast import TITLE, make_exercise

LIST = "/teach/demo/people/"


@pytest.fixture
def course(db: None) -> Course:
    return make_course()


@pytest.fixture
def owner(course: Course) -> User:
    return join_as(course, Role.OWNER).user


@pytest.fixture
def instructor(course: Course) -> User:
    return join_as(course, Role.INSTRUCTOR).user


@pytest.fixture
def student(course: Course) -> Enrollment:
    return join_as(course, Role.STUDENT, "sam")


def role_of(enrollment: Enrollment) -> str:
    return Enrollment.objects.get(pk=enrollment.pk).role


def test_a_person_has_another_role_in_each_course(student: Enrollment) -> None:
    other = make_course("other")
    Enrollment.objects.create(course=other, user=student.user, role=Role.INSTRUCTOR)
    assert role_in(student.course, student.user) == Role.STUDENT
    assert role_in(other, student.user) == Role.INSTRUCTOR
    assert role_in(make_course("third"), student.user) is None


def test_a_site_administrator_owns_every_course_whatever_they_are_in_it(student: Enrollment) -> None:
    student.user.is_superuser = True
    assert role_in(student.course, student.user) == Role.OWNER
    assert role_in(make_course("other"), student.user) == Role.OWNER


def test_an_instructor_makes_a_student_a_teaching_assistant(student: Enrollment, instructor: User) -> None:
    section = Section.objects.create(course=student.course, name="A")
    people.change(student, instructor, Role.ASSISTANT, section, "helps in the lab")
    assert role_of(student) == Role.ASSISTANT
    assert audited(student.course) == [
        ("role", "Sam <sam@example.org>", "student", "teaching assistant"),
        ("section", "Sam <sam@example.org>", "", "A"),
    ]
    first = AuditEntry.objects.last()
    assert first is not None
    assert (first.actor, first.person, first.reason) == (instructor, student.user, "helps in the lab")


def test_the_audit_speaks_the_sites_language_whoever_acts(
    client: Client, student: Enrollment, instructor: User
) -> None:
    client.force_login(instructor)
    address = reverse("courses:person", args=["demo", student.pk])
    client.post(address, {"role": "assistant"}, headers={"Accept-Language": "ko"})
    assert audited(student.course)[0][2:] == ("student", "teaching assistant")


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.OWNER])
def test_an_instructor_makes_nobody_an_instructor_or_owner(student: Enrollment, instructor: User, role: Role) -> None:
    with pytest.raises(PeopleError, match="Only an owner"):
        people.change(student, instructor, role, None)
    assert role_of(student) == Role.STUDENT


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.OWNER])
def test_an_instructor_takes_no_role_or_section_from_instructors_and_owners(
    course: Course, instructor: User, role: Role
) -> None:
    one = join_as(course, role, "rita")
    section = Section.objects.create(course=course, name="A")
    with pytest.raises(PeopleError):
        people.change(one, instructor, Role.STUDENT, None)
    with pytest.raises(PeopleError):
        people.change(one, instructor, role, section)
    with pytest.raises(PeopleError):
        people.remove(one, instructor)
    assert role_of(one) == role
    assert audited(course) == []


def test_an_owner_makes_owners(student: Enrollment, owner: User) -> None:
    people.change(student, owner, Role.OWNER, None)
    assert role_of(student) == Role.OWNER


def test_the_last_owner_is_neither_demoted_nor_removed(course: Course, owner: User) -> None:
    last = course.enrollments.get(user=owner)
    administrator = User.objects.create_superuser("admin@example.org")
    for actor in (owner, administrator):
        with pytest.raises(PeopleError, match="Make somebody else an owner first"):
            people.change(last, actor, Role.INSTRUCTOR, None)
        with pytest.raises(PeopleError, match="Make somebody else an owner first"):
            people.remove(last, actor)
    assert role_of(last) == Role.OWNER
    assert audited(course) == []


def test_one_of_two_owners_may_go(course: Course, owner: User) -> None:
    second = join_as(course, Role.OWNER, "olga")
    people.change(course.enrollments.get(user=owner), second.user, Role.STUDENT, None)
    with pytest.raises(PeopleError):
        people.remove(second, second.user)


def test_nothing_changed_is_nothing_recorded(student: Enrollment, instructor: User) -> None:
    assert people.change(student, instructor, Role.STUDENT, None) is False
    assert audited(student.course) == []


def test_who_is_removed_leaves_the_work_there(student: Enrollment, instructor: User) -> None:
    unit = student.course.units.create(slug="basics", title=TITLE)
    exercise = make_exercise(unit, "double")
    Submission.objects.create(exercise=exercise, student=student.user, format=Format.CODE, content="x = 1")
    people.remove(student, instructor, "left the university")
    assert role_in(student.course, student.user) is None
    assert Submission.objects.filter(student=student.user).count() == 1
    assert audited(student.course) == [("role", "Sam <sam@example.org>", "student", "")]


def test_sections_are_added_renamed_and_removed_and_students_stay(course: Course, instructor: User) -> None:
    made = sections.add(course, instructor, "  Group   A ")
    student = join_as(course, Role.STUDENT, "sam", made)
    sections.rename(made, instructor, "Group B")
    sections.remove(made, instructor)
    assert Enrollment.objects.get(pk=student.pk).section is None
    assert audited(course) == [
        ("section", "Group A", "", "Group A"),
        ("section", "Group A", "Group A", "Group B"),
        ("section", "Group B", "Group B", ""),
    ]


def test_a_section_has_a_name_of_its_own(course: Course, instructor: User) -> None:
    sections.add(course, instructor, "A반")
    other = sections.add(course, instructor, "B반")
    with pytest.raises(PeopleError):
        sections.add(course, instructor, "a반")
    with pytest.raises(PeopleError):
        sections.rename(other, instructor, "A반")
    sections.rename(other, instructor, "b반")


def test_the_page_lists_those_who_teach_first_and_can_be_searched(
    client: Client, course: Course, instructor: User, student: Enrollment, owner: User
) -> None:
    section = Section.objects.create(course=course, name="A")
    join_as(course, Role.STUDENT, "anna", section)
    client.force_login(instructor)

    def names(query: str) -> list[str]:
        return [str(one.user) for one in client.get(f"{LIST}?{query}").context["page"]]

    assert names("") == ["Owner", "Instructor", "Anna", "Sam"]
    assert names("q=SAM%40") == ["Sam"]
    assert names("role=student") == ["Anna", "Sam"]
    assert names(f"section={section.pk}") == ["Anna"]
    assert names("role=student&section=none") == ["Sam"]
    assert names("section=nonsense&role=king") == ["Owner", "Instructor", "Anna", "Sam"]


def test_an_assistant_sees_the_people_and_nothing_to_change(
    client: Client, course: Course, student: Enrollment
) -> None:
    client.force_login(join_as(course, Role.ASSISTANT).user)
    page = client.get(LIST).content.decode()
    assert "sam@example.org" in page
    assert reverse("courses:person", args=["demo", student.pk]) not in page
    assert reverse("courses:roster", args=["demo"]) not in page


def test_an_instructor_opens_no_page_of_an_owner(client: Client, course: Course, instructor: User, owner: User) -> None:
    client.force_login(instructor)
    address = reverse("courses:person", args=["demo", course.enrollments.get(user=owner).pk])
    assert client.get(address).status_code == 403
    assert client.post(f"{address}remove/").status_code == 403
    assert address not in client.get(LIST).content.decode()


def test_a_person_of_another_course_is_not_found(client: Client, instructor: User) -> None:
    elsewhere = join_as(make_course("other"), Role.STUDENT, "eve")
    client.force_login(instructor)
    address = reverse("courses:person", args=["demo", elsewhere.pk])
    assert client.get(address).status_code == 404
    assert client.post(f"{address}remove/").status_code == 404


def test_the_form_offers_no_role_above_what_one_may_give(client: Client, student: Enrollment, instructor: User) -> None:
    client.force_login(instructor)
    address = reverse("courses:person", args=["demo", student.pk])
    response = client.post(address, {"role": "owner"})
    assert response.status_code == 422
    assert role_of(student) == Role.STUDENT


def test_a_section_of_another_course_is_refused(client: Client, student: Enrollment, instructor: User) -> None:
    other = Section.objects.create(course=make_course("other"), name="A")
    client.force_login(instructor)
    response = client.post(
        reverse("courses:person", args=["demo", student.pk]), {"role": "student", "section": str(other.pk)}
    )
    assert response.status_code == 422
    assert student.section is None


def test_the_last_owner_reads_why_nothing_happens(client: Client, course: Course, owner: User) -> None:
    client.force_login(owner)
    address = reverse("courses:person", args=["demo", course.enrollments.get(user=owner).pk])
    changed = client.post(address, {"role": "student"})
    removed = client.post(f"{address}remove/", follow=True)
    assert changed.status_code == 422
    assert "Make somebody else an owner first." in changed.content.decode()
    assert "Make somebody else an owner first." in removed.content.decode()


def test_pages_of_sections(client: Client, course: Course, instructor: User) -> None:
    client.force_login(instructor)
    address = reverse("courses:sections", args=["demo"])
    assert client.post(address, {"name": "A"}, follow=True).status_code == 200
    again = client.post(address, {"name": "a"})
    assert again.status_code == 422
    assert "There is a section “a” already." in again.content.decode()
    made = course.sections.get()
    empty = client.post(reverse("courses:rename_section", args=["demo", made.pk]), {"name": " "})
    assert empty.status_code == 422
    client.post(reverse("courses:rename_section", args=["demo", made.pk]), {"name": "B"})
    assert course.sections.get().name == "B"
    client.post(reverse("courses:remove_section", args=["demo", made.pk]))
    assert not course.sections.exists()


def test_enrollments_and_the_audit_are_only_read_in_the_administration(
    client: Client, course: Course, student: Enrollment, owner: User
) -> None:
    people.change(student, owner, Role.ASSISTANT, None)
    client.force_login(User.objects.create_superuser("admin@example.org"))
    entry = AuditEntry.objects.get()
    for model, row in (("enrollment", student.pk), ("auditentry", entry.pk)):
        address = reverse(f"admin:courses_{model}_change", args=[row])
        assert client.get(address).status_code == 200
        assert client.post(address, {"role": "owner"}).status_code == 403
        assert client.post(reverse(f"admin:courses_{model}_delete", args=[row]), {"post": "yes"}).status_code == 403
        assert client.get(reverse(f"admin:courses_{model}_add")).status_code == 403
    assert role_of(student) == Role.ASSISTANT


def test_nobody_is_deleted_in_the_administration_where_the_audit_would_go_on_naming_them(
    client: Client, student: Enrollment
) -> None:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    response = client.post(reverse("admin:accounts_user_delete", args=[student.user_id]), {"post": "yes"})
    assert response.status_code == 403
    assert User.objects.filter(pk=student.user_id).exists()


def test_a_role_that_somebody_else_has_given_meanwhile_stays(
    client: Client, course: Course, student: Enrollment, instructor: User
) -> None:
    section = Section.objects.create(course=course, name="A")
    client.force_login(instructor)
    page = f"{LIST}{student.pk}/"
    shown = dict(re.findall(r'name="(initial-\w+)" (?:value="([^"]*)")?', client.get(page).content.decode()))
    Enrollment.objects.filter(pk=student.pk).update(role=Role.ASSISTANT)

    moved = client.post(page, {**shown, "role": "student", "section": str(section.pk)})

    student.refresh_from_db()
    assert shown == {"initial-role": "student", "initial-section": ""}
    assert moved.status_code == 302
    assert (student.role, student.section) == (Role.ASSISTANT, section)
