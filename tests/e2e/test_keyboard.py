"""From signing in to a score by the keyboard alone, with the focus in sight all the way."""

from __future__ import annotations

import secrets
from typing import Literal

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import COURSE, MILLISECONDS_TO_GRADE, Visitor

pytestmark = pytest.mark.slow

IS_SEEN = """
    () => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return false;
      const shown = focused.closest(".cm-editor, .drop") ?? focused;
      const isOutlined = [focused, shown].some((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      const { left, top, width, height } = shown.getBoundingClientRect();
      const within = (place, size) => Math.min(Math.max(place, 1), size - 1);
      const isUncovered = [0.1, 0.5, 0.9].some((share) => {
        const [x, y] = [within(left + width / 2, innerWidth), within(top + height * share, innerHeight)];
        const seen = document.elementFromPoint(x, y);
        return seen && (shown.contains(seen) || seen.contains(shown));
      });
      return isOutlined && isUncovered;
    }
"""
MOST_STEPS = 80


class Typist:
    """Somebody without a pointer."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key; the focus stays in sight."""
        self.page.keyboard.press(key)
        try:
            self.page.wait_for_function(IS_SEEN, timeout=10_000)
        except Error:
            focused = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            raise AssertionError(f"{self.page.url}: the focus is not seen on {focused}") from None

    def go_to(self, wanted: Locator) -> None:
        """Go on by Tab until something has the focus."""
        for _step in range(MOST_STEPS):
            self.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{self.page.url}: Tab does not reach {wanted}")

    def enter(self) -> None:
        """Press Enter, which leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, role: Literal["button", "link"], name: str) -> None:
        """Go to a link or button within the content, past what every page begins with, and press it."""
        self.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to the content")).to_be_focused()
        self.page.keyboard.press("Enter")
        self.go_to(self.page.locator("main").get_by_role(role, name=name, exact=True).first)
        self.enter()

    def fill(self, label: str, text: str) -> None:
        self.go_to(self.page.locator("main").get_by_label(label))
        self.page.keyboard.type(text)


def test_a_student_comes_from_signing_in_to_a_score_by_keys_alone(new_visitor: NewVisitor) -> None:
    page = new_visitor(viewport={"width": 1280, "height": 800}).page
    typist = Typist(page)
    email, password = f"{secrets.token_hex(6)}@example.org", secrets.token_hex(12)
    page.goto("/")

    typist.follow("link", "Create an account")
    typist.fill("Name", "Kim Keys")
    typist.fill("Email", email)
    typist.fill("Password", password)
    typist.enter()
    menu = page.locator(".topbar .menu summary")
    typist.go_to(menu)
    page.keyboard.press("Enter")
    typist.go_to(page.get_by_role("button", name="Sign out"))
    typist.enter()
    typist.go_to(page.locator(".topbar").get_by_role("link", name="Sign in"))
    typist.enter()
    typist.fill("Email", email)
    typist.fill("Password", password)
    typist.enter()

    typist.go_to(page.locator(f'a.course-card[href="{COURSE}"]'))
    typist.enter()
    typist.follow("button", "Join this course")
    expect(page.get_by_text("You have joined the course.")).to_be_visible()
    typist.follow("link", "Activation functions Exercise 10 points")

    editor = page.locator(".cm-content")
    typist.go_to(page.get_by_role("separator", name="Width of the task"))
    typist.press("ArrowLeft")
    typist.go_to(editor)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("import numpy as np; relu = lambda x: np.maximum(x, 0.0) # mine")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(editor).to_be_focused()
    page.keyboard.press("Escape")
    typist.go_to(page.locator("#work").get_by_role("button", name="Submit"))
    page.keyboard.press("Enter")
    score = page.locator("#result .result-score")
    expect(score).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    expect(page.locator("#result").get_by_role("status").filter(has_text="/ 10 points")).to_be_visible()

    typist.go_to(page.get_by_role("region", name="Result and attempts"))
    typist.go_to(page.locator(".attempts a").first)
    typist.enter()
    expect(score).to_contain_text("/ 10 points")


def test_on_a_phone_no_bar_covers_what_has_the_focus(student: Visitor) -> None:
    page = student.page
    page.set_viewport_size({"width": 360, "height": 740})
    student.open_exercise("keras/iris-classifier")
    typist = Typist(page)

    typist.go_to(page.get_by_role("tab", name="Task"))
    typist.press("ArrowRight")
    for number in range(2, 7):
        typist.go_to(page.get_by_role("textbox", name=f"Code cell {number} of 6"))
        page.keyboard.press("Escape")
    typist.go_to(page.get_by_role("button", name="Text cell", exact=True))
    typist.go_to(page.locator("#work").get_by_role("button", name="Submit"))
