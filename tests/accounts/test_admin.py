"""People on the administration pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_of_site(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org", "a long enough word"))
    return client


def test_administrator_creates_a_person(admin_of_site: Client) -> None:
    fields = {"email": "mina@example.org", "name": "Mina", "usable_password": "true"}
    passwords = {"password1": "a long enough word", "password2": "a long enough word"}

    admin_of_site.post(reverse("admin:accounts_user_add"), {**fields, **passwords})

    assert User.objects.get(email="mina@example.org").check_password("a long enough word")


@pytest.mark.parametrize("query", ["mina@", "Kim"])
def test_administrator_finds_a_person_by_address_and_name(query: str, admin_of_site: Client) -> None:
    User.objects.create_user("mina@example.org", name="Mina Kim")
    User.objects.create_user("other@example.org", name="Somebody Else")

    page = admin_of_site.get(reverse("admin:accounts_user_changelist"), {"q": query}).content.decode()

    assert "mina@example.org" in page
    assert "other@example.org" not in page


def test_student_does_not_get_in(client: Client) -> None:
    client.force_login(User.objects.create_user("mina@example.org"))

    response = client.get(reverse("admin:index"))

    assert response.status_code == 302
