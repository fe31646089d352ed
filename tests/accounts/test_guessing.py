"""Guessing passwords is slowed down, nobody is locked out by strangers, and no answer tells who has an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from accounts import guessing
from accounts.backends import DEMO_PASSWORD
from accounts.limits import Rate
from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"
FEW = Rate(amount=2, seconds=300)


@pytest.fixture(autouse=True)
def _few_tries(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RATE_LIMITS = True
    for name in ("OF_KNOWN_BROWSER", "OF_ADDRESS_AND_ACCOUNT"):
        monkeypatch.setattr(guessing, name, FEW)


@pytest.fixture
def mina() -> User:
    return User.objects.create_user("mina@example.org", PASSWORD)


def sign_in(client: Client, password: str, email: str = "mina@example.org", address: str = "10.0.0.1") -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.usefixtures("mina")
def test_after_too_many_wrong_passwords_the_right_one_waits_and_is_told_how_long(client: Client) -> None:
    for _ in range(FEW.amount):
        sign_in(client, "a guess")

    answer = sign_in(client, PASSWORD)

    assert (answer.status_code, is_in(client)) == (429, False)
    assert 0 < int(answer.headers["Retry-After"]) <= FEW.seconds
    assert re.search(r"Try again in \d+ (second|minute)", answer.content.decode())
    assert 'value="mina@example.org"' in answer.content.decode()


@pytest.mark.usefixtures("mina")
def test_a_stranger_elsewhere_locks_nobody_out(client: Client) -> None:
    for _ in range(FEW.amount + 1):
        sign_in(Client(), "a guess", address="203.0.113.9")

    sign_in(client, PASSWORD)

    assert is_in(client)


@pytest.mark.usefixtures("mina")
def test_a_browser_that_was_signed_in_before_is_let_in_whoever_guesses_from_everywhere(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "OF_ACCOUNT", Rate(amount=3, seconds=900))
    sign_in(client, PASSWORD)
    client.post("/accounts/logout/")
    for number in range(4):
        sign_in(Client(), "a guess", address=f"203.0.113.{number}")

    stranger = Client()
    sign_in(stranger, PASSWORD, address="203.0.113.99")
    sign_in(client, PASSWORD)

    assert (is_in(stranger), is_in(client)) == (False, True)


@pytest.mark.usefixtures("mina")
def test_a_known_browser_cannot_guess_either(client: Client) -> None:
    sign_in(client, PASSWORD)
    client.post("/accounts/logout/")
    for _ in range(FEW.amount):
        sign_in(client, "a guess")

    assert sign_in(client, PASSWORD).status_code == 429


@pytest.mark.usefixtures("mina")
def test_a_forged_mark_makes_no_browser_known(client: Client) -> None:
    client.cookies["known"] = "forged:mark"
    for _ in range(FEW.amount):
        sign_in(client, "a guess")

    assert sign_in(client, PASSWORD).status_code == 429


def test_a_new_password_by_a_link_ends_the_waiting(client: Client, mina: User, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(FEW.amount + 1):
        sign_in(client, "a guess", address="127.0.0.1")
    client.post("/accounts/password/reset/", {"email": mina.email})
    link = re.search(r"/accounts/password/reset/key/\S+", str(mailoutbox[0].body))
    assert link
    form = client.get(link[0], follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another long word", "password2": "another long word"})

    sign_in(client, "another long word", address="127.0.0.1")

    assert is_in(client)


@pytest.mark.usefixtures("mina")
def test_right_passwords_use_nothing_up(client: Client) -> None:
    for _ in range(FEW.amount + 2):
        sign_in(Client(), PASSWORD)

    sign_in(client, PASSWORD)

    assert is_in(client)


@pytest.mark.usefixtures("mina")
def test_the_answer_is_the_same_with_and_without_an_account(client: Client) -> None:
    answers = []
    for email in ("mina@example.org", "nora@example.org"):
        found = [sign_in(Client(), "a guess", email) for _ in range(FEW.amount + 1)]
        answers.append([(one.status_code, one.context["form"].non_field_errors()) for one in found])

    assert answers[0] == answers[1]


@pytest.mark.parametrize("email", ["mina@example.org", "nora@example.org"])
def test_a_password_is_hashed_once_whether_there_is_an_account_or_not(
    email: str, mina: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return original(self, password, salt)

    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)

    sign_in(client, "a guess", email)

    assert hashed == ["a guess"]


def test_the_public_password_opens_nothing_where_others_reach_the_site(client: Client, settings: Settings) -> None:
    User.objects.create_user("mina@example.org", DEMO_PASSWORD)
    settings.DEMO_ACCOUNTS = False
    sign_in(client, DEMO_PASSWORD)
    assert not is_in(client)

    settings.DEMO_ACCOUNTS = True
    sign_in(client, DEMO_PASSWORD)
    assert is_in(client)


def test_the_administration_has_no_form_of_its_own(client: Client) -> None:
    User.objects.create_superuser("ada@example.org", PASSWORD)

    answer = client.post("/admin/login/?next=/admin/", {"username": "ada@example.org", "password": PASSWORD})

    assert answer.headers["Location"].startswith("/accounts/login/")
    assert not is_in(client)


def test_very_many_sign_ups_from_one_network_are_refused_honestly(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    client.post("/accounts/signup/", {})

    answer = client.post("/accounts/signup/", {})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "It works again in 1 minute" in answer.content.decode()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_all_addresses_of_one_ipv6_connection_are_one(one: str, other: str, same: bool) -> None:
    request = RequestFactory().get("/")
    counted = [guessing.tries(request, address, "mina@example.org") for address in (one, other)]
    assert (counted[0] == counted[1]) is same


def test_a_class_behind_one_address_gets_its_links_and_its_new_passwords(settings: Settings) -> None:
    """Forty ask for a link, and forty follow one, within a minute."""
    cache.clear()
    asked = [Client().post("/accounts/password/reset/", {"email": f"s{n}@example.org"}) for n in range(40)]
    followed = [Client().get(f"/accounts/password/reset/key/{n}-set-password/") for n in range(40)]

    assert {answer.status_code for answer in (*asked, *followed)} == {302, 200}
