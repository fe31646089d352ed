"""Joining by oneself, with a code, and by invitation."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from courses.models import Course, Enrollment, Invitation, Joining, Role, Section
from courses.people import invitations, joining
from courses.people.roles import PeopleError
from tests.courses.class_cast import audited, join_as, make_course

CODE = "ABCD2345"
WRONG_CODES = 10
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture(autouse=True)
def _nobody_has_guessed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.RATE_LIMITS = True
    now = time.time()
    monkeypatch.setattr("accounts.limits.time.time", lambda: now)  # A window that ends meanwhile would forget.
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def course(db: None) -> Course:
    return make_course(joining=Joining.CODE, join_code=CODE)


@pytest.fixture
def sam(db: None) -> User:
    return User.objects.create_user("sam@example.org")


@pytest.fixture
def owner(course: Course) -> User:
    return join_as(course, Role.OWNER).user


def invite(course: Course, email: str, role: Role = Role.STUDENT, section: str = "", name: str = "") -> Invitation:
    found = Section.objects.get_or_create(course=course, name=section)[0] if section else None
    return Invitation.objects.create(course=course, email=email, role=role, section=found, name=name, token="secret")


def place_of(course: Course, user: User) -> tuple[str, str]:
    """Return a person's role and section."""
    found = Enrollment.objects.get(course=course, user=user)
    return found.role, str(found.section or "")


def test_codes_are_long_enough_and_have_no_letters_that_look_alike(db: None) -> None:
    codes = {joining.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("01OIL")


@pytest.mark.parametrize("entry", ["abcd2345", "ABCD-2345", " abcd 2345 "])
def test_a_code_is_typed_as_people_type(client: Client, course: Course, sam: User, entry: str) -> None:
    client.force_login(sam)
    response = client.post("/join/", {"code": entry})
    assert response.headers["Location"] == course.get_absolute_url()
    assert place_of(course, sam) == ("student", "")
    assert audited(course) == [("role", "sam <sam@example.org>", "", "student")]


@pytest.mark.parametrize("entry", ["", "ABCD2346", "A" * 500, "' OR 1=1", "ＡＢＣＤ２３４５\0"])
def test_a_wrong_code_says_so_and_keeps_what_was_typed(client: Client, course: Course, sam: User, entry: str) -> None:
    client.force_login(sam)
    response = client.post("/join/", {"code": entry})
    assert response.status_code == 422
    assert "No course has this code." in response.content.decode()
    assert not course.enrollments.exists()


def test_a_course_without_a_code_is_not_joined_by_an_empty_one(client: Client, sam: User) -> None:
    make_course("open", join_code=None)
    make_course("odd", join_code="")
    client.force_login(sam)
    assert client.post("/join/", {"code": " - "}).status_code == 422


def test_guessing_ends_after_ten_wrong_codes_even_for_the_right_one(client: Client, course: Course, sam: User) -> None:
    client.force_login(sam)
    for number in range(WRONG_CODES):
        assert client.get(f"/join/WRONG{number}/").status_code == 422
    response = client.post("/join/", {"code": CODE})
    assert response.status_code == 429
    assert "too many wrong codes" in response.content.decode()
    assert not course.enrollments.exists()


def test_one_who_guesses_keeps_nobody_else_from_joining(client: Client, course: Course, sam: User) -> None:
    client.force_login(sam)
    for _ in range(WRONG_CODES):
        client.post("/join/", {"code": "WRONG"})
    other = Client()
    other.force_login(User.objects.create_user("anna@example.org"))
    assert other.post("/join/", {"code": CODE}).status_code == 302


def test_the_link_shows_the_course_and_joins_by_its_button(client: Client, course: Course, sam: User) -> None:
    address = reverse("courses:join", args=[CODE])
    client.force_login(sam)
    page = client.get(address).content.decode()
    assert str(course) in page
    assert not course.enrollments.exists()
    client.post(address)
    assert place_of(course, sam) == ("student", "")
    assert client.get(address).headers["Location"] == course.get_absolute_url()


def test_a_guest_signs_in_before_learning_what_a_code_opens(client: Client, course: Course) -> None:
    for code in (CODE, "WRONG"):
        response = client.get(reverse("courses:join", args=[code]))
        assert response.headers["Location"].startswith(f"{reverse('account_login')}?next=/join/{code}/")


@pytest.mark.parametrize(("way", "status"), [(Joining.OPEN, 302), (Joining.CODE, 302), (Joining.INVITED, 422)])
def test_a_code_works_unless_only_the_invited_join(
    client: Client, course: Course, sam: User, way: Joining, status: int
) -> None:
    Course.objects.update(joining=way)
    client.force_login(sam)
    assert client.post("/join/", {"code": CODE}).status_code == status


@pytest.mark.parametrize("way", [Joining.CODE, Joining.INVITED])
def test_a_course_that_is_not_open_is_not_joined_by_the_button(
    client: Client, course: Course, sam: User, way: Joining
) -> None:
    Course.objects.update(joining=way)
    client.force_login(sam)
    assert client.post(reverse("courses:enroll", args=["demo"])).status_code == 403
    assert not course.enrollments.exists()


def test_a_course_that_is_not_listed_is_joined_by_its_code(client: Client, course: Course, sam: User) -> None:
    Course.objects.update(is_listed=False)
    client.force_login(sam)
    assert client.get(course.get_absolute_url()).status_code == 404
    assert client.post("/join/", {"code": CODE}, follow=True).status_code == 200


def test_joining_again_keeps_the_role(client: Client, course: Course, owner: User) -> None:
    client.force_login(owner)
    client.post("/join/", {"code": CODE})
    assert place_of(course, owner) == ("owner", "")


def test_a_new_code_makes_the_old_one_useless(client: Client, course: Course, owner: User, sam: User) -> None:
    client.force_login(owner)
    address = reverse("courses:join_code", args=["demo"])
    client.post(address, {"code": "new"})
    course.refresh_from_db()
    assert course.join_code != CODE
    assert joining.find_by_code(CODE) is None
    client.post(address, {"code": "off"})
    course.refresh_from_db()
    assert course.join_code is None
    assert audited(course)[0][:3] == ("settings", "join code", CODE)


@pytest.mark.parametrize("by", ["code", "button"])
def test_a_students_invitation_gives_section_and_name_to_one_who_joins(
    client: Client, course: Course, sam: User, by: str
) -> None:
    Course.objects.update(joining=Joining.OPEN)
    invitation = invite(course, "sam@example.org", section="A", name="Sam Lee")
    client.force_login(sam)
    if by == "code":
        client.post("/join/", {"code": CODE})
    else:
        client.post(reverse("courses:enroll", args=["demo"]))
    assert place_of(course, sam) == ("student", "A")
    assert User.objects.get(pk=sam.pk).name == "Sam Lee"
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_a_code_gives_nobody_a_teachers_place(client: Client, course: Course, sam: User) -> None:
    invitation = invite(course, "sam@example.org", Role.OWNER, "A")
    client.force_login(sam)
    client.post("/join/", {"code": CODE})
    assert place_of(course, sam) == ("student", "")
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_an_invitation_gives_its_role_and_section_by_its_link(client: Client, course: Course) -> None:
    invite(course, "sam@example.org", Role.ASSISTANT, "A", name="Sam Lee")
    sam = User.objects.create_user("SAM@example.org")
    User.objects.filter(pk=sam.pk).update(email="Sam@Example.org")
    client.force_login(sam)
    page = client.get("/invitations/secret/").content.decode()
    assert "teaching assistant" in page
    assert not course.enrollments.exists()
    client.post("/invitations/secret/")
    assert place_of(course, sam) == ("assistant", "A")
    assert audited(course) == [("role", "Sam <Sam@Example.org>", "", "teaching assistant")]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invitation_is_of_no_use_to_another_address(client: Client, course: Course, sam: User, method: str) -> None:
    invite(course, "jordan@university.example", Role.OWNER)
    client.force_login(sam)
    response = getattr(client, method)("/invitations/secret/")
    page = response.content.decode()
    assert "j•••@u•••.example" in page
    assert "jordan" not in page
    assert "sam@example.org" in page
    assert not course.enrollments.exists()


def test_an_invitation_is_accepted_once(client: Client, course: Course, sam: User) -> None:
    invitation = invite(course, "sam@example.org", Role.ASSISTANT)
    invitations.accept(invitation, sam)
    Enrollment.objects.all().delete()
    with pytest.raises(PeopleError, match="accepted already"):
        invitations.accept(invitation, sam)
    client.force_login(sam)
    assert "accepted already" in client.get("/invitations/secret/").content.decode()
    assert client.post("/invitations/secret/").status_code == 409


def test_an_unknown_link_says_what_may_have_happened(client: Client, sam: User) -> None:
    client.force_login(sam)
    response = client.get("/invitations/nonsense/")
    assert response.status_code == 404
    assert "It may have been withdrawn" in response.content.decode()


def test_an_invitation_raises_a_role_and_never_lowers_one(course: Course, sam: User) -> None:
    there = Enrollment.objects.create(course=course, user=sam, role=Role.STUDENT)
    invitations.accept(invite(course, "sam@example.org", Role.INSTRUCTOR, "A"), sam)
    assert place_of(course, sam) == ("instructor", "A")
    Invitation.objects.all().delete()
    invitations.accept(invite(course, "sam@example.org", Role.STUDENT), sam)
    assert place_of(course, sam) == ("instructor", "A")
    assert there.pk == Enrollment.objects.get().pk


def page_of(course: Course) -> str:
    return reverse("courses:invitations", args=[course.slug])


@override_settings(EMAIL_BACKEND=CONSOLE)
def test_without_mail_the_link_is_there_to_pass_on(client: Client, course: Course, owner: User) -> None:
    client.force_login(owner)
    page = client.post(page_of(course), {"email": "Sam@Example.org", "role": "instructor"}, follow=True)
    made = Invitation.objects.get()
    assert (made.email, made.role, made.invited_by) == ("sam@example.org", "instructor", owner)
    text = page.content.decode()
    assert f"http://testserver/invitations/{made.token}/" in text
    assert "this site sends no e-mail" in text
    assert audited(course) == [("invitation", "sam@example.org", "", "instructor")]


def test_with_mail_the_invitation_is_sent(client: Client, course: Course, owner: User) -> None:
    client.force_login(owner)
    client.post(page_of(course), {"email": "sam@example.org", "role": "student"})
    assert mail.outbox[0].to == ["sam@example.org"]
    assert f"http://testserver/invitations/{Invitation.objects.get().token}/" in mail.outbox[0].body


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_mail_that_cannot_be_sent_keeps_the_invitation_and_says_so(client: Client, course: Course, owner: User) -> None:
    client.force_login(owner)
    page = client.post(page_of(course), {"email": "sam@example.org", "role": "student"}, follow=True)
    assert "could not be sent" in page.content.decode()
    assert Invitation.objects.count() == 1


def test_nobody_is_invited_twice_or_who_is_there_already(client: Client, course: Course, owner: User) -> None:
    join_as(course, Role.STUDENT, "anna")
    invite(course, "sam@example.org")
    client.force_login(owner)
    for email, message in (("SAM@example.org", "is invited already"), ("Anna@example.org", "is in the course already")):
        response = client.post(page_of(course), {"email": email, "role": "student"})
        assert response.status_code == 422
        assert message in response.content.decode()
    assert Invitation.objects.count() == 1


def test_an_instructor_neither_makes_nor_sees_nor_withdraws_an_owners_link(client: Client, course: Course) -> None:
    invitation = invite(course, "olga@example.org", Role.OWNER)
    client.force_login(join_as(course, Role.INSTRUCTOR).user)
    page = client.get(page_of(course)).content.decode()
    assert "olga@example.org" in page
    assert "/invitations/secret/" not in page
    assert client.post(page_of(course), {"email": "a@example.org", "role": "owner"}).status_code == 422
    assert client.post(reverse("courses:withdraw", args=["demo", invitation.pk])).status_code == 403


def test_a_withdrawn_invitation_leads_nowhere(client: Client, course: Course, owner: User, sam: User) -> None:
    invitation = invite(course, "sam@example.org", section="A")
    client.force_login(owner)
    client.post(reverse("courses:withdraw", args=["demo", invitation.pk]))
    client.force_login(sam)
    assert client.post("/invitations/secret/").status_code == 404
    assert audited(course) == [("invitation", "sam@example.org", "student, A", "")]


@pytest.mark.parametrize(("email", "seen"), [("a@b.org", "a•••@b•••.org"), ("kim.jisu@cs.snu.ac.kr", "k•••@c•••.kr")])
def test_a_masked_address_is_known_by_its_owner_only(email: str, seen: str) -> None:
    assert invitations.masked(email) == seen


@pytest.mark.parametrize(
    ("way", "texts"),
    [
        (Joining.OPEN, ("Sign in to join", "Join this course")),
        (Joining.CODE, ("next=/join/", "Join with the code")),
        (Joining.INVITED, ("Only those who are invited", "Only those who are invited")),
    ],
)
def test_the_course_page_offers_the_right_way_to_join(
    client: Client, course: Course, sam: User, way: Joining, texts: tuple[str, str]
) -> None:
    guest, member = texts
    Course.objects.update(joining=way)
    assert guest in client.get(course.get_absolute_url()).content.decode()
    client.force_login(sam)
    assert member in client.get(course.get_absolute_url()).content.decode()


def test_who_teaches_reads_the_own_role_on_the_course_page(client: Client, course: Course) -> None:
    client.force_login(join_as(course, Role.ASSISTANT).user)
    page = client.get(course.get_absolute_url()).content.decode()
    assert "Your role: teaching assistant" in page
    assert "join-code" not in page
