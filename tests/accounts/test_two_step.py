"""Two-step sign-in: set up, used, recovered, taken away, and demanded; half signed in is not signed in."""

from __future__ import annotations

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts import two_step_forms
from accounts.models import User
from accounts.two_step import LostKeyError, TwoStepAdapter
from accounts.two_step_policy import OPEN
from courses.models import Course, Role
from tests.accounts.one_time_codes import SECONDS, code_at, code_now

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = 99_000_000
"""The number of a half minute that is to come."""


@pytest.fixture
def ina() -> User:
    user = User.objects.create_user("ina@example.org", PASSWORD)
    Course.objects.create(slug="demo", title={"en": "Demo"}).enrollments.create(user=user, role=Role.OWNER)
    return user


@pytest.fixture
def enrolled(ina: User) -> User:
    adapter = TwoStepAdapter()
    for kind, data in (("totp", {"secret": adapter.encrypt(SECRET)}), ("recovery_codes", {"used_mask": 0})):
        seed = {"seed": adapter.encrypt("ab" * 40)} if kind == "recovery_codes" else {}
        Authenticator.objects.create(user=ina, type=kind, data={**data, **seed})
    return ina


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """Set which half minute it is, for the codes."""

    def go(number: int) -> None:
        numbers = [number - 1, number, number + 1]
        monkeypatch.setattr(two_step_forms, "yield_hotp_counters_from_time", lambda: iter(numbers))
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter(numbers))

    return go


def give_password(client: Client) -> str:
    return client.post("/accounts/login/", {"login": "ina@example.org", "password": PASSWORD}).headers["Location"]


def give_code(client: Client, code: str) -> int:
    return client.post("/accounts/2fa/authenticate/", {"code": code}).status_code


def is_in(client: Client) -> bool:
    return client.get("/account/security/").status_code == 200


def reauthenticate(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def recovery_codes(user: User) -> list[str]:
    codes: list[str] = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    return codes


def test_setting_up_asks_for_the_password_and_proves_the_app(client: Client, ina: User) -> None:
    client.force_login(ina)
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")

    reauthenticate(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="secret-key">([A-Z2-7]+)<', page)
    assert secret
    assert "<svg" in page
    assert "style=" not in page
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret[1])})

    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    shown = re.findall(r"<li><code>(\d{8})</code>", client.get("/accounts/2fa/recovery-codes/").content.decode())
    assert sorted(shown) == sorted(recovery_codes(ina))
    assert len(shown) == 10


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(client: Client, ina: User) -> None:
    client.force_login(ina)
    reauthenticate(client)
    first = client.get("/accounts/2fa/totp/activate/").context["form"].secret

    again = client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).context["form"]

    assert again.secret == first
    assert again.errors["code"]
    assert not Authenticator.objects.exists()


def test_the_code_of_the_setting_up_does_not_sign_in(client: Client, ina: User) -> None:
    client.force_login(ina)
    reauthenticate(client)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    code = code_now(secret)
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    other = Client()

    give_password(other)
    give_code(other, code)

    assert not is_in(other)


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_signing_in_takes_a_code_of_a_clock_that_is_half_a_minute_wrong(
    late: int, client: Client, enrolled: User, clock
) -> None:
    clock(NOON)
    assert give_password(client) == "/accounts/2fa/authenticate/"
    assert not is_in(client)

    give_code(client, code_at(SECRET, NOON + late))

    assert is_in(client)


@pytest.mark.parametrize("late", [-2, 2])
def test_older_and_later_codes_are_wrong(late: int, client: Client, enrolled: User, clock) -> None:
    clock(NOON)
    give_password(client)

    give_code(client, code_at(SECRET, NOON + late))

    assert not is_in(client)


@pytest.mark.parametrize("minutes_later", [0, 1])
def test_no_code_counts_twice_and_none_before_it(minutes_later: int, client: Client, enrolled: User, clock) -> None:
    clock(NOON)
    give_password(client)
    give_code(client, code_at(SECRET, NOON))
    cache.clear()  # What allauth remembers is gone before the code is too old.
    clock(NOON + minutes_later)
    thief = Client()
    give_password(thief)

    for number in (NOON, NOON - 1):
        give_code(thief, code_at(SECRET, number))

    assert not is_in(thief)


def test_a_recovery_code_opens_once(client: Client, enrolled: User) -> None:
    code = recovery_codes(enrolled)[3]
    thief = Client()
    for one in (client, thief):
        give_password(one)
        give_code(one, code)

    assert (is_in(client), is_in(thief)) == (True, False)
    assert code not in recovery_codes(enrolled)


def test_codes_cannot_be_guessed_one_after_the_other(client: Client, enrolled: User, clock) -> None:
    clock(NOON)
    give_password(client)
    for guess in range(10):
        give_code(client, f"{guess:06}")

    give_code(client, code_at(SECRET, NOON))

    assert not is_in(client)


def test_half_signed_in_has_the_rights_of_a_guest_everywhere(client: Client, enrolled: User) -> None:
    give_password(client)
    for address in (
        "/account/security/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/download/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/reauthenticate/",
        "/admin/",
        "/author/",
        "/teach/demo/people/",
        "/teach/demo/gradebook/",
    ):
        for ask in (client.get, client.post):
            answer = ask(address)
            assert answer.status_code in (302, 403, 405), address
            assert "_auth_user_id" not in client.session, address


@pytest.mark.parametrize("path", ["admin", "reset", "sign up"])
def test_no_other_way_in_leaves_the_code_out(path: str, client: Client, enrolled: User) -> None:
    if path == "admin":
        User.objects.update(is_staff=True, is_superuser=True)
        client.post("/admin/login/", {"username": "ina@example.org", "password": PASSWORD})
    elif path == "reset":
        client.post("/accounts/password/reset/", {"email": "ina@example.org"})
        link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[0].body))
        assert link
        form = client.get(link[0], follow=True).redirect_chain[-1][0]
        client.post(form, {"password1": "another long word", "password2": "another long word"})
    else:
        client.post("/accounts/signup/", {"name": "I", "email": "ina@example.org", "password1": PASSWORD})

    assert not is_in(client)


def test_turning_it_off_asks_for_the_password_first(client: Client, enrolled: User) -> None:
    client.force_login(enrolled)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.exists()

    reauthenticate(client)
    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()


def test_new_recovery_codes_replace_the_old(client: Client, enrolled: User) -> None:
    before = recovery_codes(enrolled)
    client.force_login(enrolled)
    reauthenticate(client)

    client.post("/accounts/2fa/recovery-codes/generate/")

    assert not set(before) & set(recovery_codes(enrolled))


def test_where_it_is_off_nobody_is_asked(client: Client, enrolled: User, settings: Settings) -> None:
    settings.STAFF_MFA = "off"
    give_password(client)
    assert is_in(client)


@pytest.mark.parametrize("address", ["/teach/demo/gradebook/", "/author/", "/", "/accounts/email/", "/admin/"])
def test_where_it_is_demanded_staff_set_it_up_first(
    address: str, client: Client, ina: User, settings: Settings
) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(ina)

    page, data = client.get(address), client.get(address, headers={"accept": "application/json"})

    assert page.headers["Location"] == "/accounts/2fa/"
    assert (data.status_code, "demands two-step sign-in" in data.json()["message"]) == (403, True)


def test_what_is_needed_to_set_it_up_stays_open(client: Client, ina: User, settings: Settings) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(ina)
    for name in sorted(OPEN - {"mfa_download_recovery_codes", "mfa_view_recovery_codes"}):
        assert client.get(reverse(name)).headers.get("Location") != "/accounts/2fa/", name


def test_where_it_is_demanded_it_cannot_be_turned_off(client: Client, enrolled: User, settings: Settings) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(enrolled)
    reauthenticate(client)

    page = client.post("/accounts/2fa/totp/deactivate/").content.decode()

    assert "must keep two-step sign-in" in page
    assert Authenticator.objects.filter(type="totp").exists()


def test_students_are_not_asked_where_it_is_demanded_of_staff(client: Client, settings: Settings) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(User.objects.create_user("mina@example.org"))
    assert client.get("/").status_code == 200


def test_keys_are_stored_encrypted_and_outlive_a_new_secret(
    enrolled: User, client: Client, clock, settings: Settings
) -> None:
    assert SECRET not in str(Authenticator.objects.values_list("data"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 6
    clock(NOON)
    give_password(client)
    give_code(client, code_at(SECRET, NOON))
    assert is_in(client)

    settings.SECRET_KEY_FALLBACKS = []
    assert Authenticator.objects.get(type="totp").wrap() is not None
    assert TwoStepAdapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == SECRET


def test_a_lost_key_opens_nothing_and_says_who_helps(enrolled: User, client: Client, clock, settings: Settings) -> None:
    settings.SECRET_KEY = "another key " * 6
    clock(NOON)
    give_password(client)

    page = client.post("/accounts/2fa/authenticate/", {"code": code_at(SECRET, NOON)}).content.decode()

    assert "can no longer be read" in page
    assert not is_in(client)
    with pytest.raises(LostKeyError):
        TwoStepAdapter().decrypt("nonsense")


def test_the_operator_resets_it_and_it_is_written_down(client: Client, enrolled: User) -> None:
    client.force_login(enrolled)
    said = io.StringIO()

    call_command("reset_mfa", "Ina@example.org", reason="Showed her card in room 12", stdout=said)

    entry = LogEntry.objects.get()
    assert "signs in with the password alone" in said.getvalue()
    assert not Authenticator.objects.exists()
    assert (entry.object_id, "room 12" in entry.change_message) == (str(enrolled.pk), True)
    assert not is_in(client)


@pytest.mark.parametrize("email", ["nobody@example.org", "ina@example.org"])
def test_there_must_be_something_to_reset(email: str, ina: User) -> None:
    with pytest.raises(CommandError):
        call_command("reset_mfa", email, reason="asked")
    assert not LogEntry.objects.exists()


def test_half_a_minute_is_what_apps_take() -> None:
    assert SECONDS == two_step_forms.SECONDS
    assert code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1) == "287082"  # RFC 6238
