"""The language switch, and the language that an account keeps."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"


def switch(client: Client, language: str, then: str = "/") -> str:
    """Switch, and return where the browser goes."""
    return client.post(reverse("set_language"), {"language": language, "next": then}).headers["Location"]


def test_the_switch_is_kept_with_the_account(client: Client) -> None:
    client.force_login(User.objects.create_user("mina@example.org"))
    switch(client, "ko")
    assert User.objects.get().language == "ko"


def test_a_language_that_is_not_spoken_is_not_kept(client: Client) -> None:
    client.force_login(User.objects.create_user("mina@example.org", language="ko"))
    switch(client, "xx")
    assert User.objects.get().language == "ko"


@pytest.mark.parametrize("place", ["/courses/demo/?q=loss&kind=lesson", "/courses/demo/basics/lessons/first/#part"])
def test_the_place_is_kept_with_its_query_and_anchor(client: Client, place: str) -> None:
    assert switch(client, "ko", place) == place


def test_no_foreign_place_is_gone_to(client: Client) -> None:
    assert switch(client, "ko", "https://example.org/") == "/"


def test_signing_in_on_another_device_applies_it(client: Client) -> None:
    User.objects.create_user("mina@example.org", PASSWORD, language="ko")
    client.post("/accounts/login/", {"login": "mina@example.org", "password": PASSWORD})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ko"
    assert '<html lang="ko">' in client.get("/").content.decode()


def test_signing_in_without_a_choice_leaves_the_browsers_language(client: Client) -> None:
    User.objects.create_user("mina@example.org", PASSWORD)
    client.post("/accounts/login/", {"login": "mina@example.org", "password": PASSWORD})
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
