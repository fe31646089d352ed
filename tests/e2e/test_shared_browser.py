"""A browser that several people use: nothing that one wrote stays in it for the next, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewVisitor

pytestmark = pytest.mark.slow

EXERCISE = "activations/activation-functions"
KEPT = "() => Object.keys(localStorage).filter((key) => localStorage[key].includes('my own words'))"


def kept(page: Page) -> list[str]:
    """Return under which keys the browser holds what was written."""
    found: list[str] = page.evaluate(KEPT)
    return found


def test_signing_out_saves_what_is_written_and_leaves_nothing_of_it(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    page = visitor.page
    visitor.sign_in("student@example.org")
    visitor.open_exercise(EXERCISE)
    visitor.write("# my own words")
    page.wait_for_function(f"() => ({KEPT})().length > 0")

    page.locator(".topbar .menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    assert kept(page) == []
    visitor.sign_in("student@example.org")
    visitor.open_exercise(EXERCISE)
    expect(page.locator(".cm-content")).to_contain_text("# my own words")


def test_what_somebody_left_open_is_gone_when_another_signs_in(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    page = visitor.page
    visitor.sign_in("student@example.org")
    page.evaluate("localStorage.setItem('backpass-draft-1-1-code', 'my own words')")
    page.evaluate("localStorage.setItem('backpass-theme', 'dark')")
    page.context.clear_cookies()
    page.goto("/")
    assert kept(page) == ["backpass-draft-1-1-code"], "somebody whose session ran out comes back to it"

    visitor.sign_in("instructor@example.org")

    assert kept(page) == []
    assert page.evaluate("localStorage.getItem('backpass-theme')") == "dark"
