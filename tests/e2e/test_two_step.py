"""Two-step sign-in in a browser: set it up, sign in with a code, and with a recovery code; also without scripts."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.one_time_codes import code_now
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import sign_up

PASSWORD = secrets.token_hex(12)


def set_up(page: Page) -> tuple[str, list[str]]:
    """Set two-step sign-in up and return its key and the recovery codes."""
    page.goto("/account/security/")
    page.get_by_role("link", name="Set it up").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="QR code for an authenticator app")).to_be_visible()
    page.get_by_text("It cannot be scanned?").click()
    key = page.locator("#secret-key").inner_text()
    page.locator("input[name=code]").fill(code_now(key))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return key, page.locator(".recovery-codes code").all_inner_texts()


def sign_in(page: Page, email: str, code: str) -> None:
    """Sign in by the forms."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form .btn-primary").click()
    expect(page.get_by_role("heading", name="Enter a code")).to_be_visible()
    page.locator("input[name=code]").fill(code)
    page.locator("main form .btn-primary").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_set_up_and_sign_in(scripts: bool, new_visitor: NewVisitor) -> None:
    refused: list[str] = []
    page = new_visitor(java_script_enabled=scripts).page
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    email = sign_up(page, PASSWORD)
    key, codes = set_up(page)
    page.context.clear_cookies()

    # The code of now was used to set it up; that of the next half minute is good, too.
    sign_in(page, email, code_now(key, later=1))
    expect(page.locator(".menu")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, email, codes[0])
    expect(page.locator(".menu")).to_be_visible()

    page.goto("/accounts/2fa/")
    expect(page.get_by_text("9 codes are left.")).to_be_visible()
    assert refused == []
