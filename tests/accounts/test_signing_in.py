"""Sign-up and sign-in by e-mail, on the real pages."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
NEW = {"name": "Mina Kim", "email": "mina@example.org", "password1": "a long enough word"}


def test_person_signs_up_with_a_name_and_is_signed_in(client: Client) -> None:
    response = client.post("/accounts/signup/", NEW)

    user = User.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert (user.email, user.name, user.is_staff) == ("mina@example.org", "Mina Kim", False)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_up_page_asks_for_name_address_and_password_in_this_order(client: Client) -> None:
    form = client.get("/accounts/signup/").context["form"]

    assert list(form.fields) == ["name", "email", "password1"]


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("email", "nobody"), ("password1", "12345678")])
def test_sign_up_with_a_bad_field_makes_nobody(field: str, value: str, client: Client) -> None:
    response = client.post("/accounts/signup/", {**NEW, field: value})

    assert field in response.context["form"].errors
    assert not User.objects.exists()


def test_address_is_taken_once_in_any_letter_case(client: Client) -> None:
    User.objects.create_user("mina@example.org", "another word for it")

    response = client.post("/accounts/signup/", {**NEW, "email": "Mina@Example.org"})

    assert "email" in response.context["form"].errors
    assert User.objects.count() == 1


@pytest.mark.parametrize("typed", ["mina@example.org", "MINA@example.org"])
def test_person_signs_in_by_address(typed: str, client: Client) -> None:
    user = User.objects.create_user("mina@example.org", "a long enough word")

    response = client.post("/accounts/login/", {"login": typed, "password": "a long enough word"})

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_wrong_password_signs_nobody_in(client: Client) -> None:
    User.objects.create_user("mina@example.org", "a long enough word")

    response = client.post("/accounts/login/", {"login": "mina@example.org", "password": "something else"})

    assert response.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_inactive_person_cannot_sign_in(client: Client) -> None:
    User.objects.create_user("mina@example.org", "a long enough word", is_active=False)

    client.post("/accounts/login/", {"login": "mina@example.org", "password": "a long enough word"})

    assert "_auth_user_id" not in client.session
