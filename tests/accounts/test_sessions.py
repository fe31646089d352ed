"""Sessions: a new key at signing in, an end, sooner for staff, and an end to all others."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from accounts.session_ages import KEY
from courses.models import Course, Role

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"
HOUR = 3600


@pytest.fixture
def mina() -> User:
    return User.objects.create_user("mina@example.org", PASSWORD)


def age(client: Client, **changes: Any) -> None:
    """Make a session older than it is."""
    session = client.session
    session[KEY] = {**session[KEY], **changes}
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/account/security/").status_code == 200


def make_teacher(user: User) -> None:
    Course.objects.create(slug="demo", title={"en": "Demo"}).enrollments.create(user=user, role=Role.ASSISTANT)


@pytest.mark.usefixtures("mina")
def test_signing_in_gives_a_new_session_key(client: Client) -> None:
    client.session["planted"] = True
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""

    client.post("/accounts/login/", {"login": "mina@example.org", "password": PASSWORD})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    assert not Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}).session.get(
        "_auth_user_id"
    )


@pytest.mark.parametrize(
    ("is_teacher", "unused", "whole"),
    [
        (False, 15 * 24 * HOUR, 0),
        (False, 0, 91 * 24 * HOUR),
        (True, 13 * HOUR, 0),
        (True, 0, 8 * 24 * HOUR),
    ],
)
def test_a_session_ends(is_teacher: bool, unused: int, whole: int, client: Client, mina: User) -> None:
    if is_teacher:
        make_teacher(mina)
    client.force_login(mina)
    now = int(time.time())

    age(client, seen=now - unused, since=now - max(unused, whole))

    assert not is_in(client)


@pytest.mark.parametrize(("is_teacher", "unused"), [(False, 13 * 24 * HOUR), (True, 11 * HOUR)])
def test_a_session_lasts_longer_for_those_who_do_not_teach(
    is_teacher: bool, unused: int, client: Client, mina: User
) -> None:
    if is_teacher:
        make_teacher(mina)
    client.force_login(mina)
    now = int(time.time())

    age(client, seen=now - unused, since=now - unused)

    assert is_in(client)


def test_who_was_signed_out_is_told_why(client: Client, mina: User) -> None:
    client.force_login(mina)
    age(client, seen=1, since=1)

    page = client.get("/account/security/", follow=True).content.decode()

    assert "You were signed out, as this browser was not used for a long time" in page


def test_a_session_in_use_goes_on_and_learns_that_its_person_teaches_now(client: Client, mina: User) -> None:
    client.force_login(mina)
    now = int(time.time())
    age(client, seen=now - 2 * HOUR, since=now - 2 * HOUR)
    make_teacher(mina)

    client.get("/account/security/")

    assert client.session[KEY]["seen"] >= now
    assert client.session[KEY]["staff"] is True


def test_a_page_asked_for_again_at_once_writes_nothing(client: Client, mina: User, django_assert_num_queries) -> None:
    client.force_login(mina)
    with django_assert_num_queries(2):  # The session and the person.
        client.get("/accounts/logout/")


def test_signing_out_everywhere_ends_every_other_session(client: Client, mina: User) -> None:
    other = Client()
    for one in (client, other):
        one.post("/accounts/login/", {"login": "mina@example.org", "password": PASSWORD})

    client.post("/account/sign-out-everywhere/")

    assert (is_in(client), is_in(other)) == (True, False)


def test_a_new_password_ends_every_other_session(client: Client, mina: User) -> None:
    other = Client()
    for one in (client, other):
        one.force_login(mina)
    new = {"oldpassword": PASSWORD, "password1": "another long word", "password2": "another long word"}

    client.post("/accounts/password/change/", new)

    assert (is_in(client), is_in(other)) == (True, False)


def test_sessions_of_before_rounds_were_counted_go_on(mina: User) -> None:
    from django.contrib.auth.base_user import AbstractBaseUser

    assert mina.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(mina)
