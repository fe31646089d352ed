"""The pages of an account, of errors and of the administration have one look and say what to do."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import bad_request, permission_denied

from accounts.models import User
from accounts.views_refusals import csrf_failure

pytestmark = pytest.mark.django_db


@pytest.fixture
def mina(client: Client) -> User:
    user = User.objects.create_user("mina@example.org", "a long enough word")
    client.force_login(user)
    return user


@pytest.mark.usefixtures("mina")
@pytest.mark.parametrize(
    ("name", "title"), [("account_change_password", "Change password"), ("account_email", "Email addresses")]
)
def test_ones_own_pages_are_titled_in_the_sites_style(client: Client, name: str, title: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert f"<title>{title} – Backpass</title>" in page
    assert f'<h1 class="h2">{title}</h1>' in page


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_reset_password", "Reset your password"),
        ("account_reset_password_done", "Look into your mail"),
        ("account_reset_password_from_key_done", "Your password is changed"),
        ("account_inactive", "This account is switched off"),
    ],
)
def test_pages_before_signing_in_are_titled_in_the_sites_style(client: Client, name: str, title: str) -> None:
    assert f'<h1 class="h2">{title}</h1>' in client.get(reverse(name)).content.decode()


@pytest.mark.usefixtures("mina")
def test_no_label_is_in_title_case(client: Client) -> None:
    page = client.get(reverse("account_change_password")).content.decode()
    for label in ("Current password", "New password", "New password, once more"):
        assert f"{label}<" in page
    assert "Current Password" not in page


def test_an_old_reset_link_offers_a_new_one(client: Client) -> None:
    page = client.get(reverse("account_reset_password_from_key", args=["1", "old-key"])).content.decode()
    assert "This link does not work any more" in page
    assert reverse("account_reset_password") in page


def test_the_administration_has_the_sites_name_and_sign(client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada@example.org", "a long enough word"))
    page = client.get(reverse("admin:index")).content.decode()
    assert "Backpass administration" in page
    assert "backpass/favicon.svg" in page


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (lambda request: bad_request(request, Exception()), "Go back, reload the page"),
        (lambda request: permission_denied(request, Exception()), "ask your instructor"),
        (csrf_failure, "the browser must accept cookies"),
        (csrf_failure, "Back button brings back what you typed"),
    ],
)
def test_errors_say_what_to_do(rf: RequestFactory, view, says: str) -> None:
    assert says in view(rf.get("/")).content.decode()
