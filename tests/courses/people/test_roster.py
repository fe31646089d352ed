"""What a roster changes in a course, and the page where it is looked at and confirmed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course, Enrollment, Invitation, Role, Section
from courses.people.roster import Fate, Plan, apply, plan
from courses.people.roster_reading import read_roster
from tests.courses.class_cast import audited, join_as, make_course

PAGE = "/teach/demo/people/roster/"
HEADER = "email,name,section,role\n"


@pytest.fixture
def course(db: None) -> Course:
    return make_course()


@pytest.fixture
def instructor(course: Course) -> User:
    return join_as(course, Role.INSTRUCTOR).user


def planned(course: Course, uploader: User, rows: str) -> Plan:
    return plan(course, read_roster(HEADER + rows).rows, uploader)


def applied(course: Course, uploader: User, rows: str) -> Plan:
    return apply(course, read_roster(HEADER + rows).rows, uploader)


def fates(found: Plan) -> list[Fate]:
    return [one.fate for one in found.rows]


def test_each_row_has_its_fate(course: Course, instructor: User) -> None:
    User.objects.create_user("account@example.org")
    join_as(course, Role.STUDENT, "there", Section.objects.create(course=course, name="A"))
    rows = "account@example.org,,A,\nnobody-yet@example.org,,B,\nthere@example.org,,B,\nthere2@,,,\n"
    found = planned(course, instructor, rows)
    assert fates(found) == [Fate.ENROLLED, Fate.INVITED, Fate.MOVED, Fate.BAD]
    assert found.new_sections == ("B",)
    assert fates(planned(course, instructor, "there@example.org,Other name,a,student\n")) == [Fate.UNCHANGED]
    assert fates(planned(course, instructor, "there@example.org,,,\n")) == [Fate.UNCHANGED]


def test_looking_changes_nothing(course: Course, instructor: User) -> None:
    planned(course, instructor, "sam@example.org,Sam,A,\n")
    assert (Invitation.objects.count(), Section.objects.count(), audited(course)) == (0, 0, [])


def test_good_rows_are_applied_and_bad_ones_left_out(course: Course, instructor: User) -> None:
    User.objects.create_user("account@example.org")
    join_as(course, Role.STUDENT, "there")
    rows = "account@example.org,Ann,A,\nnew@example.org,New,B,\nthere@example.org,,a,\nbad,,C,\n"
    found = applied(course, instructor, rows)
    assert fates(found) == [Fate.ENROLLED, Fate.INVITED, Fate.MOVED, Fate.BAD]
    enrolled = course.enrollments.filter(role=Role.STUDENT).order_by("user__email")
    assert [(one.user.email, str(one.section)) for one in enrolled] == [
        ("account@example.org", "A"),
        ("there@example.org", "A"),
    ]
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name, str(invitation.section)) == ("new@example.org", "New", "B")
    assert [str(section) for section in course.sections.all()] == ["A", "B"]
    assert audited(course) == [
        ("section", "A", "", "A"),
        ("section", "B", "", "B"),
        ("role", "account <account@example.org>", "", "student"),
        ("invitation", "new@example.org", "", "student, B"),
        ("section", "There <there@example.org>", "", "A"),
    ]


def test_the_same_roster_again_changes_nothing(course: Course, instructor: User) -> None:
    User.objects.create_user("account@example.org")
    rows = "account@example.org,,A,\nnew@example.org,,B,\n"
    applied(course, instructor, rows)
    count = len(audited(course))
    assert applied(course, instructor, rows).changes == 0
    assert len(audited(course)) == count


def test_an_invited_person_moves_to_another_section(course: Course, instructor: User) -> None:
    applied(course, instructor, "new@example.org,,A,\n")
    applied(course, instructor, "new@example.org,,B,\n")
    assert str(Invitation.objects.get().section) == "B"


def test_an_address_finds_its_account_whatever_its_case(course: Course, instructor: User) -> None:
    user = User.objects.create_user("sam@example.org")
    User.objects.filter(pk=user.pk).update(email="Sam@Example.org")
    applied(course, instructor, "SAM@example.org,,,\n")
    assert course.enrollments.get(user=user).role == Role.STUDENT


@pytest.mark.parametrize("role", ["instructor", "owner", "소유자"])
def test_an_instructor_gives_no_higher_role_by_a_roster(course: Course, instructor: User, role: str) -> None:
    found = applied(course, instructor, f"sam@example.org,,,{role}\n")
    assert fates(found) == [Fate.BAD]
    assert "Only an owner" in found.bad[0].problem
    assert not Invitation.objects.exists()


def test_who_is_to_teach_is_invited_even_with_an_account(course: Course) -> None:
    User.objects.create_user("sam@example.org")
    owner = join_as(course, Role.OWNER).user
    found = applied(course, owner, "sam@example.org,,,instructor\n")
    assert fates(found) == [Fate.INVITED]
    assert not course.enrollments.filter(user__email="sam@example.org").exists()


def test_a_roster_changes_no_role(course: Course) -> None:
    owner = join_as(course, Role.OWNER).user
    tina = join_as(course, Role.ASSISTANT, "tina")
    applied(course, owner, "ivan@example.org,,,assistant\n")
    found = applied(course, owner, "tina@example.org,,,student\nivan@example.org,,,student\n")
    assert fates(found) == [Fate.BAD, Fate.BAD]
    assert "Change roles on the page" in found.rows[0].problem
    assert "Withdraw that invitation" in found.rows[1].problem
    assert Enrollment.objects.get(pk=tina.pk).role == Role.ASSISTANT


def test_looking_at_more_rows_takes_no_more_queries(
    course: Course, instructor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in (5, 200):
        roster = read_roster(HEADER + "".join(f"{number}@example.org,,A,\n" for number in range(rows))).rows
        with django_assert_num_queries(8):
            plan(course, roster, instructor)


def upload(client: Client, data: bytes, **more: str) -> tuple[int, str]:
    response = client.post(PAGE, {"file": SimpleUploadedFile("roster.csv", data), **more})
    return response.status_code, response.content.decode()


def test_a_file_of_korean_excel_is_looked_at_and_confirmed(client: Client, course: Course, instructor: User) -> None:
    client.force_login(instructor)
    status, page = upload(client, "이메일;이름;분반\r\njisu@example.org;김지수;1분반\r\nbad;나쁨;\r\n".encode("cp949"))
    assert status == 200
    assert "“bad” is not an e-mail address." in page
    assert not Invitation.objects.exists()
    response = client.post(
        PAGE, {"text": "이메일;이름;분반\r\njisu@example.org;김지수;1분반\r\nbad;나쁨;\r\n", "confirm": "1"}
    )
    assert "Row 3" in response.content.decode()
    assert Invitation.objects.get().name == "김지수"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Choose a file, or paste the rows."),
        (b"\x89PNG\0", "This is not a text file."),
        (b"name\nSam", "The first row must name the columns"),
        (b"email\n" + b"x" * (1024 * 1024), "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_a_reason(
    client: Client, course: Course, instructor: User, data: bytes, message: str
) -> None:
    client.force_login(instructor)
    status, page = upload(client, data)
    assert status == 422
    assert message in page


def test_pasted_rows_that_cannot_be_read_stay_in_the_form(client: Client, course: Course, instructor: User) -> None:
    client.force_login(instructor)
    response = client.post(PAGE, {"text": "Sam Lee, A"})
    assert response.status_code == 422
    assert "Sam Lee, A</textarea>" in response.content.decode()


def test_a_confirmed_roster_is_judged_anew(client: Client, course: Course, instructor: User) -> None:
    client.force_login(instructor)
    client.post(PAGE, {"text": "email,role\neve@example.org,owner\n", "confirm": "1"})
    assert not Invitation.objects.exists()


def test_what_a_roster_says_is_no_html(client: Client, course: Course, instructor: User) -> None:
    client.force_login(instructor)
    response = client.post(PAGE, {"text": "email,name\nsam@example.org,</textarea><script>alert(1)</script>\n"})
    assert "<script>alert" not in response.content.decode()
