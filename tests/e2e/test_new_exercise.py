"""A new exercise from an empty form to a student's full marks, by pages alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from courses.authoring.new_exercise import STARTING_POINTS
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import MILLISECONDS_TO_GRADE

pytestmark = pytest.mark.slow

SOLUTION = (STARTING_POINTS / "code" / "solution.py").read_text()
LARGER = """

@pytest.mark.points(2)
@pytest.mark.title(en="Larger numbers", ko="더 큰 수들")
def test_larger_numbers(submission: Any) -> None:
    check_close(submission.function("scale")([0, 300, 150]), [0, 1, 0.5], atol=1e-6)
"""


def fill(page: Page, english: str, korean: str, button: str) -> None:
    page.get_by_label("Title in English").fill(english)
    page.get_by_label("Title in Korean").fill(korean)
    page.get_by_role("button", name=button).click()


def add(page: Page, link: str, english: str, korean: str, button: str) -> None:
    page.get_by_role("link", name=link).first.click()
    fill(page, english, korean, button)
    expect(page.get_by_role("status")).to_contain_text("is added")


def editor(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-file="{name}"]')


def insert(page: Page, name: str, text: str, *keys: str) -> None:
    """Insert a text where some keys lead in a file, and wait until it is saved."""
    form = editor(page, name)
    form.locator(".cm-content").click()
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.insert_text(text)
    page.keyboard.press("ControlOrMeta+s")
    expect(form.locator('[data-part="state"]')).to_have_text(re.compile(r"Saved \d"))


def test_from_an_empty_form_to_full_marks(new_visitor: NewVisitor) -> None:
    author = new_visitor()
    author.sign_in("instructor@example.org")
    page = author.page
    page.goto("/author/new/")
    fill(page, "Numbers in order", "차례차례 수", "Make the course")
    add(page, "Add a unit", "Ranges", "범위", "Add the unit")
    add(page, "Add an exercise", "Scaling", "크기 맞추기", "Add the exercise")
    exercise = "/author/numbers-in-order/ranges/exercises/scaling/"

    page.goto(f"{exercise}?part=details")
    page.get_by_label("Points", exact=True).fill("12")
    page.locator(".edit-save .btn-primary").click()
    expect(page.locator(".notice-good")).to_be_visible()
    page.goto(f"{exercise}?part=statement")
    insert(page, "prompt.en.md", "\n\nIt must work for $x > 100$, too.\n", "ControlOrMeta+End")
    page.goto(f"{exercise}?part=tests")
    page.get_by_role("link", name="tests/test_hidden.py").click()
    insert(page, "tests/test_hidden.py", LARGER, "ControlOrMeta+End")
    page.goto(f"{exercise}?part=attempts")
    page.get_by_role("link", name="wrong/example_only.py").click()
    insert(page, "wrong/example_only.py", ", test_larger_numbers", "ControlOrMeta+Home", "End")

    page.goto(f"{exercise}validation/")
    page.get_by_role("button", name="Validate", exact=True).click()
    expect(page.get_by_role("heading", name="The tests are good")).to_be_visible(timeout=MILLISECONDS_TO_GRADE)
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Students see this version now.")).to_be_visible()

    student = new_visitor()
    student.sign_in("student@example.org")
    page.goto("/teach/numbers-in-order/settings/")
    student.page.goto(f"/join/{page.locator('.big-code').inner_text()}/")
    student.page.get_by_role("button", name="Join this course").click()
    student.page.locator("#map").get_by_role("link", name="Scaling").first.click()
    student.write(SOLUTION)
    student.press("Submit")
    student.result("graded")
    assert student.score() == "12 / 12 points"

    page.goto("/teach/numbers-in-order/gradebook/")
    expect(page.get_by_role("grid").locator("tbody")).to_contain_text("100")
