"""Headers and cookies of every answer, over https and to strangers' hosts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings

from accounts.models import User

if TYPE_CHECKING:
    from tests.config.conftest import RunPython

COOKIES = """
import json
from config import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if "COOKIE" in name or "HSTS" in name}))
"""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/no-such-page/"])
def test_every_page_closes_what_browsers_leave_open(address: str, client: Client) -> None:
    headers = client.get(address).headers

    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/2fa/", "/account/security/", "/accounts/email/"])
def test_no_browser_keeps_pages_of_an_account(address: str, client: Client) -> None:
    client.force_login(User.objects.create_user("mina@example.org"))
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_over_https_cookies_are_the_hosts_own(run_python: RunPython, site_environment: dict[str, str]) -> None:
    found = json.loads(run_python(COOKIES, site_environment).stdout)

    for kind in ("SESSION", "CSRF"):
        assert found[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{kind}_COOKIE_SECURE"] is True
        assert found[f"{kind}_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert found["SECURE_HSTS_PRELOAD"] is found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


@pytest.mark.parametrize("host", ["evil.example.org", "testserver.evil.example.org", "testserver@evil.example.org"])
def test_a_foreign_host_name_is_turned_down(host: str, client: Client) -> None:
    assert client.get("/accounts/login/", headers={"host": host}).status_code == 400


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_forwarded_headers_of_strangers_are_not_believed(client: Client) -> None:
    answer = client.get("/", headers={"x-forwarded-proto": "https", "x-forwarded-host": "evil.example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/")


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_a_way_on() -> None:
    guarded = Client(enforce_csrf_checks=True, headers={"referer": "http://testserver/accounts/login/?next=/x/"})

    page = guarded.post("/accounts/login/", {"login": "mina@example.org"})
    data = guarded.post("/accounts/login/", {}, headers={"accept": "application/json"})

    assert (page.status_code, data.status_code) == (403, 403)
    assert 'href="/accounts/login/"' in page.content.decode()
    assert "This form has expired" in data.json()["message"]
