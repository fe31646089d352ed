"""Without scripts, and where one of them does not arrive: lessons are read, work is judged, results are polled."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import CONTENT, COURSE, Visitor, sign_up

pytestmark = pytest.mark.slow

EXERCISE = "activations/activation-functions"
SOLUTION = (CONTENT / EXERCISE / "solution.py").read_text()
LESSON = f"{COURSE}activations/lessons/lesson/"


def lose(page: Page, *names: str) -> None:
    """Let scripts never arrive."""
    for name in names:
        page.route(f"**/backpass/{name}.*js", lambda route: route.abort())


def still_pictures_are_seen(page: Page) -> None:
    figure = page.locator("bp-figure").first
    expect(figure.locator(".figure-still svg")).to_be_visible()
    expect(figure.locator(".figure-note")).to_be_visible()


def hand_in(visitor: Visitor) -> None:
    """Open a hint and submit by the plain forms, and wait for the result."""
    visitor.open_exercise(EXERCISE)
    visitor.page.get_by_role("button", name="Open hint 1").click()
    expect(visitor.page.locator("#hints details")).to_have_count(1)
    visitor.page.locator("textarea[name=content]").fill(SOLUTION)
    visitor.press("Submit")
    visitor.page.wait_for_url("**/gradings/**")
    visitor.result("graded")


def test_without_scripts_lessons_are_read_and_code_is_graded_all_the_same(new_visitor: NewVisitor) -> None:
    student = new_visitor(java_script_enabled=False)
    sign_up(student.page, secrets.token_hex(12))
    student.page.goto(COURSE)
    student.page.get_by_role("button", name="Join this course").click()
    expect(student.page.get_by_text("You have joined the course.")).to_be_visible()

    student.page.goto(LESSON)
    still_pictures_are_seen(student.page)
    student.page.get_by_role("button", name="Mark as read").click()
    expect(student.page.get_by_text("You have read this lesson.")).to_be_visible()

    hand_in(student)
    assert student.score() == "10 / 10 points"


def test_a_page_whose_script_does_not_arrive_does_without(student: Visitor) -> None:
    page = student.page

    lose(page, "figures", "math")
    page.goto(LESSON)
    still_pictures_are_seen(page)

    lose(page, "site")
    page.goto(COURSE)
    page.get_by_placeholder("Search lessons and exercises").fill("logits")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**?q=logits*")
    expect(page.locator("#map mark").first).to_be_visible()

    lose(page, "workbench", "grading")
    hand_in(student)
    assert student.score() == "10 / 10 points"
