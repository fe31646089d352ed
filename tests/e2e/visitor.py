"""Somebody who uses the site through a browser."""

from __future__ import annotations

import secrets
from pathlib import Path

from playwright.sync_api import Page, expect

COURSE = "/courses/deep-learning-with-keras/"
TEACH = "/teach/deep-learning-with-keras/"
CONTENT = Path(__file__).resolve().parents[2] / "courses" / "content" / "deep-learning-with-keras"
MILLISECONDS_TO_GRADE = 120_000


def sign_up(page: Page, password: str) -> str:
    """Make an account by the page's form, with scripts or without, and return its address."""
    email = f"{secrets.token_hex(6)}@example.org"
    page.goto("/accounts/signup/")
    page.locator("input[name=name]").fill("Nia New")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password1]").fill(password)
    page.get_by_role("button", name="Create the account").click()
    page.wait_for_url("**/")
    return email


class Visitor:
    """A person at a page of the site."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, email: str, password: str = "backpass") -> None:
        """Sign in by the form."""
        self.page.goto("/accounts/login/")
        spoken = self.page.locator("html").get_attribute("lang") or ""
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        expect(self.page.locator(".menu")).to_be_visible()
        self.speak(spoken)

    def speak(self, language: str) -> None:
        """Choose a language by the page's switch: a signed-in person's own goes before the browser's."""
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.locator("[data-language-switch] button").click()
            expect(self.page.locator("html")).to_have_attribute("lang", language)

    def sign_up_and_join(self) -> None:
        """Make a new account and join the course, by requests alone, since many tests begin so; open its page."""
        person = {"name": "Nia New", "email": f"{secrets.token_hex(6)}@example.org", "password1": secrets.token_hex(12)}
        self._send_form("/accounts/signup/", "/accounts/signup/", person)
        self._send_form(COURSE, f"{COURSE}enroll/", {})
        self.page.goto(COURSE)

    def _send_form(self, page: str, action: str, fields: dict[str, str]) -> None:
        """Send the form that stands on a page; what comes of it is another page."""
        request, english = self.page.request, {"Accept-Language": "en"}
        expect(request.get(page, headers=english)).to_be_ok()
        token = next(one["value"] for one in self.page.context.cookies() if one["name"] == "csrftoken")
        form: dict[str, str | float | bool] = {**fields, "csrfmiddlewaretoken": token}
        answer = request.post(action, form=form, headers=english)
        expect(answer).to_be_ok()
        assert not answer.url.endswith(action), answer.text()

    def open_exercise(self, path: str) -> None:
        """Open an exercise by ``unit/exercise``."""
        unit, _, slug = path.partition("/")
        self.page.goto(f"{COURSE}{unit}/exercises/{slug}/")

    def write(self, code: str) -> None:
        """Replace what stands in the editor."""
        editor = self.page.locator(".cm-content")
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code)

    def press(self, name: str) -> None:
        """Press Run or Submit."""
        self.page.locator("#work").get_by_role("button", name=name, exact=True).click()

    def result(self, state: str) -> None:
        """Wait for a result in a final state."""
        ended = self.page.locator(f'#result .result[data-final="true"][data-state="{state}"]')
        expect(ended).to_be_visible(timeout=MILLISECONDS_TO_GRADE)

    def score(self) -> str:
        """The score that stands in the result, such as ``10 / 10 points``."""
        return " ".join(self.page.locator("#result .result-score").inner_text().split())
